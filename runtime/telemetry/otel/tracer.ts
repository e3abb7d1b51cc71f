import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Attributes, SpanOptions, Tracer } from "../trace.ts";

export interface TracerOptions {
  readonly service: string;
  readonly build: string;
  readonly environment: string;
  /** Share of traces that begin here and are kept, 0 to 1. What a caller decided about its own holds. */
  readonly share: number;
  /** Where spans go, OTLP over HTTP; headers and timeouts the exporter reads from `OTEL_EXPORTER_OTLP_*` by itself. */
  readonly url: string;
}

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT } as const;

/** OpenTelemetry's SDK behind the port: loaded only where an exporter is configured. No global is set: two services of one process are two. */
export function openTelemetryTracer(options: TracerOptions): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": options.service,
      "service.version": options.build,
      "deployment.environment.name": options.environment,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: options.url }) })],
  });
  const tracer = provider.getTracer("waybill");
  return {
    start(name, { kind, parent, attributes = {} }: SpanOptions) {
      const span = tracer.startSpan(
        name,
        { kind: kinds[kind], attributes: given(attributes) },
        contextOf(parent),
      );
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
        set: (more) => void span.setAttributes(given(more)),
        end(failure) {
          if (failure !== undefined) {
            span.setStatus({ code: SpanStatusCode.ERROR });
            span.setAttribute("error.type", failure);
          }
          span.end();
        },
      };
    },
    // A collector that is gone must not keep a service from stopping.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** A `traceparent` that has been found valid, as OpenTelemetry's context. */
function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparent?.split("-") ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags ?? "00", 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function given(attributes: Attributes): Record<string, string | number> {
  const all: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) all[name] = value;
  return all;
}
