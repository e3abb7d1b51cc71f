/**
 * Tracing as the rest of the runtime sees it. What goes from process to process, into the store and out to systems is W3C's
 * `traceparent` (https://www.w3.org/TR/trace-context/), a text: so a context outlives retries, restarts, dead letters and redrives
 * with the message that carries it.
 */
export interface Tracer {
  /** Begins a piece of work below `parent`, in a trace of its own without one. */
  start(name: string, options: SpanOptions): Span;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

export interface SpanOptions {
  /** server: somebody asked us. consumer: a message is worked. client: we ask a system. */
  readonly kind: "server" | "consumer" | "client";
  readonly parent?: string | undefined;
  /** OpenTelemetry's names where it has one. Never a payload, a header, or a text of a message. */
  readonly attributes?: Attributes;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface Span {
  /** What is handed on; undefined where nobody traces. */
  readonly traceparent: string | undefined;
  set(attributes: Attributes): void;
  /** `failure` is a class or a status, never a message: those may repeat what a system was sent. */
  end(failure?: string): void;
}

/** Where no exporter is configured: whoever calls us may trace, so what they sent is handed on, and nothing else happens. */
export const passing: Tracer = {
  start: (_name, { parent }) => (parent === undefined ? nothing : { ...nothing, traceparent: parent }),
  close: async () => undefined,
};

const nothing: Span = { traceparent: undefined, set: () => undefined, end: () => undefined };

const form = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}/;

/** A `traceparent` that is one, else undefined: a broken one is as if there were none (W3C, 4.3). */
export function validTraceparent(text: string | undefined): string | undefined {
  return text !== undefined && text.length === 55 && form.test(text) && !text.startsWith("ff")
    ? text
    : undefined;
}

/** Names of the fields of a log line that belongs to a trace. */
export function traceFields(traceparent: string | undefined): {
  readonly trace_id?: string;
  readonly span_id?: string;
} {
  const parts = traceparent === undefined ? null : form.exec(traceparent);
  return parts?.[1] && parts[2] ? { trace_id: parts[1], span_id: parts[2] } : {};
}
