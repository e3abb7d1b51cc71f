import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { StoreError } from "../engine/port.ts";
import { type Span, type Tracer, validTraceparent } from "../telemetry/trace.ts";
import { type Address, addressOf } from "./address.ts";
import { BodyRoom } from "./body-room.ts";
import { Answered, problem, refuse } from "./problem.ts";
import { Arrived, type EdgeResponse, flatHeaders, NoRoom, readBody, TooLarge } from "./request.ts";
import { createRouter, type EdgeRoute, type Found } from "./router.ts";
import { refuseConnection } from "./unreadable.ts";

export interface ServerOptions {
  readonly routes: readonly EdgeRoute[];
  readonly port: number;
  readonly host: string;
  /** Largest body that is taken, bytes. */
  readonly bodyLimit: number;
  /** For the bodies of all requests together. Default: by the memory of the process. */
  readonly bodyRoom?: BodyRoom;
  /** How long a request may take to arrive whole, headers and body, milliseconds. Default: 30 s. */
  readonly arrivalMs?: number;
  readonly tracer?: Tracer;
  /** Told of every answer: for metrics and logs. */
  onAnswer(answer: {
    readonly method: string;
    /** The path of the route that answered, names in braces; undefined where none did. */
    readonly route: string | undefined;
    readonly status: number;
    readonly ms: number;
  }): void;
  /** Told of what a handler threw, which is a bug. */
  onError(error: unknown, route: string | undefined): void;
}

export interface Server {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  /** Takes no new connection, answers what is under way, at most `drainMs`. */
  close(drainMs: number): Promise<void>;
}

/** More than any client sends, far less than what makes looking through them a load. */
const mostHeaders = 100;
const longestTarget = 8192;

/**
 * The HTTP server. It is `node:http` itself: any framework's import alone took longer than a bare server's whole start
 * (docs/decisions/edge-on-node-http.md), and what the edge needs of one is a router of a dozen paths.
 */
export async function listen(options: ServerOptions): Promise<Server> {
  const serving: Serving = {
    find: createRouter(options.routes),
    room: options.bodyRoom ?? new BodyRoom(),
    options,
  };
  const arrivalMs = options.arrivalMs ?? 30_000;
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    requestTimeout: arrivalMs,
    headersTimeout: Math.min(arrivalMs, 10_000),
    // How late a slow sender may be found out.
    connectionsCheckingInterval: Math.min(arrivalMs, 5_000),
    keepAliveTimeout: 65_000,
    // Node's own refusal has no body: `answer` has.
    requireHostHeader: false,
  });
  // Node drops what is beyond this in silence: one more is read than is taken, so that it is seen.
  server.maxHeadersCount = mostHeaders + 1;
  const take = (request: IncomingMessage, response: ServerResponse): void =>
    void exchange(request, response, serving);
  server.on("request", take);
  // With an `Expect` that is no `100-continue`: who does not know one may ignore it (RFC 9110, 10.1.1).
  server.on("checkExpectation", take);
  server.on("clientError", refuseConnection);
  // Nothing is tunnelled; Node would close without a word.
  server.on("connect", (_request, socket) => refuseConnection(new Error("a tunnel"), socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => resolve());
  });
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    url: `http://${options.host.includes(":") || options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${port}`,
    close(drainMs) {
      return new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), drainMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

/** What every request is answered with. */
interface Serving {
  readonly find: ReturnType<typeof createRouter>;
  readonly room: BodyRoom;
  readonly options: ServerOptions;
}

/** One request and its answer. Never rejects. */
async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  { find, room, options }: Serving,
): Promise<void> {
  const started = performance.now();
  const part = room.part();
  let route: string | undefined;
  let span: Span | undefined;
  let given: EdgeResponse;
  try {
    const asked = askedOf(request, find);
    ({ route } = asked);
    const headers = flatHeaders(request.headers);
    if (options.tracer) span = traced(options.tracer, request.method ?? "", route, headers);
    const body = await readBody(request, options.bodyLimit, part);
    given = await asked.handler(new Arrived(request, asked.address, headers, body, asked.parameters));
  } catch (error) {
    given = failure(error, route, options);
  }
  part.leave();
  write(response, given);
  span?.set({ "http.response.status_code": given.status });
  span?.end(given.status >= 500 ? String(given.status) : undefined);
  const ms = performance.now() - started;
  options.onAnswer({ method: request.method ?? "", route, status: given.status, ms });
}

/** What a request is for. Throws what it is answered with where it is for nothing. */
function askedOf(request: IncomingMessage, find: Serving["find"]): Found & { readonly address: Address } {
  const { method = "GET", url: target = "/" } = request;
  // RFC 9112, 3.2: one, neither none nor two, of which a proxy may have read the other. Before HTTP/1.1 there was none.
  if (request.headers.host === undefined && request.httpVersion === "1.1")
    refuse({ status: 400, title: "The request names no Host" });
  if (namesTwoHosts(request.rawHeaders)) refuse({ status: 400, title: "The request names two Hosts" });
  if (target.length > longestTarget) refuse({ status: 414, title: "The address is too long" });
  if (request.rawHeaders.length > 2 * mostHeaders)
    refuse({ status: 431, title: "There are too many headers" });
  const address = addressOf(target);
  if (!address) return refuse({ status: 400, title: "Bad request" });
  const match = find(method, address.path);
  if (!match) return refuse({ status: 404, title: "Not found" });
  if ("allow" in match)
    return refuse({ status: 405, title: "Method not allowed" }, { allow: match.allow.join(", ") });
  return { ...match, address };
}

/** `headers` has the first of them only. Names and values take turns in `raw`. */
function namesTwoHosts(raw: readonly string[]): boolean {
  const isHost = (text: string, index: number) =>
    index % 2 === 0 && text.length === 4 && text.toLowerCase() === "host";
  return raw.findIndex(isHost) !== raw.findLastIndex(isHost);
}

/** Of what is accepted and worked; who looks whether the service lives is nobody's business. */
const worked = /^\/(?:api|webhooks)\//;

/** Begins the span of a request below its caller's. From here on the request carries the span: so does the message, into the store. */
function traced(
  tracer: Tracer,
  method: string,
  route: string,
  headers: Record<string, string | undefined>,
): Span | undefined {
  const parent = validTraceparent(headers["traceparent"]);
  if (parent === undefined && headers["traceparent"] !== undefined) delete headers["traceparent"];
  if (!worked.test(route)) return undefined;
  const span = tracer.start(`${method} ${route}`, {
    kind: "server",
    parent,
    attributes: { "http.request.method": method, "http.route": route },
  });
  if (span.traceparent !== undefined) headers["traceparent"] = span.traceparent;
  return span;
}

function failure(error: unknown, route: string | undefined, options: ServerOptions): EdgeResponse {
  if (error instanceof Answered) return error.response;
  if (error instanceof TooLarge)
    return problem({
      status: 413,
      title: "The body is too large",
      detail: `at most ${options.bodyLimit} bytes`,
    });
  // The disk is full or read-only: who asks again when it is mended is answered.
  if (error instanceof StoreError && error.code !== "refused")
    return problem(
      { status: 503, title: "Busy", detail: "The store takes nothing now." },
      { "retry-after": "10" },
    );
  if (error instanceof NoRoom)
    return problem(
      { status: 503, title: "Busy", detail: "Too many large bodies are being read." },
      { "retry-after": "1" },
    );
  if ((error as NodeJS.ErrnoException).code === "ECONNRESET") return { status: 499, instead: "reset" };
  options.onError(error, route);
  return problem({ status: 500, title: "Internal error" });
}

function write(response: ServerResponse, { status, headers = {}, body = "", instead }: EdgeResponse): void {
  if (instead === "silence") return;
  if (instead === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) } as Record<
    string,
    string | string[] | number
  >); // Node does not write to the lists
  response.end(response.req.method === "HEAD" ? undefined : body);
}
