import type { Failure } from "../contract/failure.ts";
import type { Route } from "../contract/route.ts";
import type { ObservedRun, RunObserver } from "../steps/observer.ts";
import { bugFields, type Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { type Span, type Tracer, traceFields, validTraceparent } from "../telemetry/trace.ts";

export interface Instruments {
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Runs as they are counted, timed, traced and logged: by what specs say of them, never by what they carry. */
export function runObserver({ metrics, tracer, log, now }: Instruments): RunObserver {
  return {
    begun(route, context, { headers }): ObservedRun {
      const span = tracer.start(`process ${route.name}`, {
        kind: "consumer",
        // Stored with the message: the same for a run that goes on in another process, or is redriven after a week.
        parent: validTraceparent(headers?.["traceparent"] ?? headers?.["ce-traceparent"]),
        attributes: {
          "waybill.route": route.name,
          "waybill.class": route.class,
          "waybill.run": context.run,
          "waybill.build": context.build,
        },
      });
      const ended = (outcome: string) => {
        const by = { route: route.name, class: route.class ?? "" };
        metrics.counter("waybill_runs_total", { ...by, outcome }).add();
        metrics
          .histogram("waybill_run_duration_seconds", by)
          .observe(Math.max(0, now() - context.acceptedAt) / 1000);
      };
      return {
        traceparent: span.traceparent,
        ended(outcome) {
          ended(outcome);
          span.set({ "waybill.outcome": outcome });
          span.end();
        },
        failed(failure) {
          ended("failed");
          metrics
            .counter("waybill_dead_letters_total", {
              route: route.name,
              class: route.class ?? "",
              policy: route.policy.name,
              failure: failure.class,
            })
            .add();
          span.end(failure.class);
          log("warn", "a run is a dead letter", fieldsOf(route, context.run, failure, span));
        },
      };
    },
  };
}

/** Where and what class, and nothing that the failure says: that is in the dead letter, for who may see it. */
function fieldsOf(
  route: Route<unknown>,
  run: string,
  { class: failure, detail }: Failure,
  span: Span,
): Readonly<Record<string, unknown>> {
  return {
    route: route.name,
    run,
    class: failure,
    status: detail.status,
    file: detail.at?.file,
    line: detail.at?.line,
    // A mistake in a function's module or in Waybill: where in the generated code.
    ...(failure === "invalid" && detail.cause !== undefined && bugFields(detail.cause)),
    ...traceFields(span.traceparent),
  };
}
