import { Failure } from "../contract/failure.ts";
import type { HttpRequest, Operation, System } from "../contract/system.ts";
import { requestUrl } from "./address.ts";
import { readAnswer } from "./answer.ts";
import { type Scheme, schemeOf } from "./authentication/index.ts";
import { bodyFormats } from "./body.ts";
import { classify } from "./failure-table.ts";
import type { Clock } from "./system-clock.ts";
import { type Transport, TransportError, type WireRequest, type WireResponse } from "./transport.ts";

export interface ClientOptions {
  readonly transport: Transport;
  readonly clock: Pick<Clock, "now">;
  /** The endpoint of a system in this environment. */
  endpoint(system: System): URL;
  /** A secret's value; `system` is whose it is. */
  secret(name: string, system: System): string;
}

export interface CallOptions {
  /** Aborted where the attempt takes too long, with a `TimeoutError`, or is to stop. */
  readonly signal: AbortSignal;
  /** The same for every attempt; sent as `Waybill-Attempt-Key` and, where the operation has one, in its idempotency header. */
  readonly attemptKey: string;
  /** Runs what does not count against the step's own timeout: the transport's loading. */
  readonly untimed?: <T>(work: () => Promise<T>) => Promise<T>;
  /** On whose behalf: for telemetry, and for what the system is told of the trace. */
  readonly origin?: CallOrigin;
  /** Told the status of the answer, also of one that was refused. */
  onStatus?(status: number): void;
}

export interface CallOrigin {
  readonly route: string;
  readonly policy: string;
  /** From 1. */
  readonly attempt: number;
  /** W3C's, sent with the request. */
  readonly traceparent: string | undefined;
}

export interface Client {
  /** One attempt. Rejects with a `Failure` only. */
  call<I, O>(operation: Operation<I, O>, input: I, options: CallOptions): Promise<O>;
  close(): Promise<void>;
}

interface Connection {
  readonly endpoint: URL;
  readonly scheme: Scheme;
}

/**
 * Calls operations of systems: authentication, one attempt on the wire, and what its outcome means. When a call may go is
 * `runtime/flow`'s. It never retries what a system may have taken: that is the engine's, by policy. A stale token, with which nothing
 * happened, it renews once.
 */
export function createClient(options: ClientOptions): Client {
  const connections = new Map<string, Connection>();

  function connect(system: System): Connection {
    const known = connections.get(system.name);
    if (known) return known;
    const endpoint = options.endpoint(system);
    const context = {
      system: system.name,
      endpoint,
      transport: options.transport,
      secret: (name: string) => options.secret(name, system),
      now: () => options.clock.now(),
    };
    const made = { endpoint, scheme: schemeOf(system, context) };
    connections.set(system.name, made);
    return made;
  }

  let prepared = false;
  async function prepare({ untimed }: CallOptions): Promise<void> {
    const load = async () => options.transport.prepare?.();
    await (untimed ? untimed(load) : load());
    prepared = true;
  }

  return {
    async call(operation, input, call) {
      const connection = connect(operation.system);
      if (!prepared) await prepare(call);
      const request = operation.request(input);
      const wire = await compose(connection.endpoint, request, operation, call);
      try {
        const response = await exchange(connection, wire, options.transport, call.signal);
        call.onStatus?.(response.status);
        return await readAnswer(operation, request, response, options.clock.now());
      } catch (error) {
        throw toFailure(error, operation);
      }
    },
    close: () => options.transport.close(),
  };
}

async function compose<I, O>(
  endpoint: URL,
  request: HttpRequest,
  operation: Operation<I, O>,
  { attemptKey, origin }: CallOptions,
): Promise<WireRequest> {
  const format = bodyFormats[request.as ?? "json"];
  const body = request.body === undefined ? undefined : await format.write(request.body);
  const headers: Record<string, string> = { accept: format.accept };
  if (body !== undefined) headers["content-type"] = format.contentType;
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined) headers[name.toLowerCase()] = value;
  headers["waybill-attempt-key"] = attemptKey;
  if (origin?.traceparent !== undefined) headers["traceparent"] = origin.traceparent;
  const { idempotent } = operation;
  if (idempotent.by === "header") headers[idempotent.header.toLowerCase()] = attemptKey;
  const { method } = request;
  return { method, url: requestUrl(endpoint, request), headers, ...(body !== undefined && { body }) };
}

/** One request, or two where the first was turned away for a stale token. */
async function exchange(
  { scheme }: Connection,
  request: WireRequest,
  transport: Transport,
  signal: AbortSignal,
): Promise<WireResponse> {
  const send = async () => {
    const signed = {
      ...request,
      headers: { ...request.headers, ...(await credentials(scheme, request, signal)) },
    };
    return { signed, response: await transport.send(signed, signal) };
  };
  const first = await send();
  return scheme.stale?.(first.response, first.signed) ? (await send()).response : first.response;
}

/** A fault while a token is fetched is none of the request, which was never sent. */
async function credentials(
  scheme: Scheme,
  request: WireRequest,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  try {
    return await scheme.headers(request, signal);
  } catch (error) {
    if (error instanceof TransportError)
      throw new TransportError("connection", `No token: ${error.message}`, error);
    throw error;
  }
}

function toFailure<I, O>(error: unknown, operation: Operation<I, O>): unknown {
  if (!(error instanceof TransportError)) return error;
  const failureClass = classify(operation.system.failures, error.fault);
  return new Failure(failureClass, `${operation.system.name}.${operation.name}: ${error.message}`, {
    at: operation.at,
    cause: error,
  });
}
