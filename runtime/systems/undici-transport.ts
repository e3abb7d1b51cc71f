import type { Pool } from "undici";
import { type Transport, TransportError, type TransportFault, type WireRequest } from "./transport.ts";
import type * as Undici from "./undici.ts";

export interface UndiciOptions {
  /** Connections to one origin. Default: 128, as many as turns are given at a system without a limit of its own (`runtime/flow`). */
  readonly connections?: number;
  /** Largest answer that is read, bytes. */
  readonly maxResponseBytes?: number;
}

/** What a connection attempt fails with before a byte was sent. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

/** One pool an origin over undici, which costs several times less than `fetch`. undici is loaded with the first call. */
export function undiciTransport(options: UndiciOptions = {}): Transport {
  const pools = new Map<string, Pool>();
  let loading: Promise<typeof Undici> | undefined;
  // Kept, since each `import()` asks the module loader anew.
  const load = () => (loading ??= import("./undici.ts"));
  const limit = options.maxResponseBytes ?? 10 * 1024 * 1024;

  async function poolOf(origin: string): Promise<Pool> {
    const known = pools.get(origin);
    if (known) return known;
    const { Pool } = await load();
    const meanwhile = pools.get(origin);
    if (meanwhile) return meanwhile;
    const pool = new Pool(origin, {
      connections: options.connections ?? 128,
      connect: { timeout: 5_000 },
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: limit,
    });
    pools.set(origin, pool);
    return pool;
  }

  return {
    prepare: load,
    async send(request, signal) {
      const pool = await poolOf(request.url.origin);
      try {
        const answer = await pool.request({
          method: request.method,
          path: `${request.url.pathname}${request.url.search}`,
          headers: request.headers,
          body: request.body ?? null,
          signal,
        });
        return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
      } catch (error) {
        if (codeOf(error) === "UND_ERR_RES_EXCEEDED_MAX_SIZE")
          throw new TransportError("reset", `The answer is larger than ${limit} bytes.`, error);
        throw isRefusedHere(error) ? error : translate(error, request);
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** A header or path that HTTP does not allow (a line break in it, say): nothing was sent, and nothing is wrong with the network. */
function isRefusedHere(error: unknown): boolean {
  return codeOf(error) === "UND_ERR_INVALID_ARG";
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}

function translate(error: unknown, request: WireRequest): TransportError {
  const fault = faultOf(error);
  const what = {
    connection: "could not be reached",
    timeout: "did not answer in time",
    reset: "broke the connection",
  }[fault];
  return new TransportError(fault, `${request.url.host} ${what}.`, error);
}

function faultOf(error: unknown): TransportFault {
  const { code, name, syscall } = error as { code?: string; name?: string; syscall?: string };
  if (syscall === "connect" || (code !== undefined && neverSent.has(code))) return "connection";
  if (
    name === "TimeoutError" ||
    name === "AbortError" ||
    code === "UND_ERR_HEADERS_TIMEOUT" ||
    code === "UND_ERR_BODY_TIMEOUT"
  )
    return "timeout";
  // A pool tries every address of a name and gathers what each said.
  if (error instanceof AggregateError && error.errors.every((each) => faultOf(each) === "connection"))
    return "connection";
  return "reset";
}
