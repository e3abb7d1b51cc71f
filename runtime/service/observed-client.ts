import { Failure } from "../contract/failure.ts";
import type { Operation } from "../contract/system.ts";
import type { CallOptions, Client } from "../systems/client.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Span, Tracer } from "../telemetry/trace.ts";

/** A client whose attempts are counted, timed and traced. */
export function observedClient(client: Client, metrics: Metrics, tracer: Tracer): Client {
  return {
    ...client,
    close: () => client.close(),
    async call(operation, input, options) {
      const span = spanOf(tracer, operation, options);
      const started = performance.now();
      let status: number | undefined;
      let result = "ok";
      try {
        return await client.call(operation, input, {
          ...options,
          ...(options.origin && { origin: { ...options.origin, traceparent: span.traceparent } }),
          onStatus(answered) {
            status = answered;
            options.onStatus?.(answered);
          },
        });
      } catch (error) {
        result = error instanceof Failure ? error.class : "bug";
        throw error;
      } finally {
        count(metrics, operation, options, result, (performance.now() - started) / 1000);
        span.set({ "http.response.status_code": status });
        span.end(result === "ok" ? undefined : result);
      }
    },
  };
}

function spanOf<I, O>(tracer: Tracer, { system, name }: Operation<I, O>, { origin }: CallOptions): Span {
  return tracer.start(`${system.name}.${name}`, {
    kind: "client",
    parent: origin?.traceparent,
    attributes: {
      "waybill.system": system.name,
      "waybill.operation": name,
      "waybill.attempt": origin?.attempt,
      "waybill.policy": origin?.policy,
    },
  });
}

function count<I, O>(
  metrics: Metrics,
  { system, name }: Operation<I, O>,
  { origin }: CallOptions,
  result: string,
  seconds: number,
): void {
  const called = { system: system.name, operation: name };
  const by = { ...called, route: origin?.route ?? "", policy: origin?.policy ?? "" };
  metrics.counter("waybill_calls_total", { ...by, result }).add();
  if (origin && origin.attempt > 1) metrics.counter("waybill_call_retries_total", by).add();
  metrics.histogram("waybill_call_duration_seconds", called).observe(seconds);
}
