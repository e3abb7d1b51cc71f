import type { IncomingMessage } from "node:http";
import type { Address } from "./address.ts";
import type { BodyPart } from "./body-room.ts";

/** A request as handlers see it: read whole, nothing of the socket left. */
export interface EdgeRequest {
  readonly method: string;
  /** Its host means nothing. Made when it is asked for: most requests are told by their path alone. */
  readonly url: URL;
  /** Lower-case names; several of one name joined, as Node does. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty where there was none. */
  readonly body: Buffer;
  /** Parameters of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the peer's socket, which is asked for it then. */
  readonly remoteAddress: string;
}

/** One that `node:http` took. A class: accessors of an object made for each request are set up for each. */
export class Arrived implements EdgeRequest {
  readonly method: string;
  readonly headers: EdgeRequest["headers"];
  readonly body: Buffer;
  readonly parameters: EdgeRequest["parameters"];
  readonly #incoming: IncomingMessage;
  readonly #address: Address;

  constructor(
    incoming: IncomingMessage,
    address: Address,
    headers: EdgeRequest["headers"],
    body: Buffer,
    parameters: EdgeRequest["parameters"],
  ) {
    this.method = incoming.method ?? "GET";
    this.headers = headers;
    this.body = body;
    this.parameters = parameters;
    this.#incoming = incoming;
    this.#address = address;
  }

  get url(): URL {
    return new URL(`http://edge${this.#address.path}${this.#address.query}`);
  }

  get remoteAddress(): string {
    return this.#incoming.socket.remoteAddress ?? "";
  }
}

export interface EdgeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** reset: break the connection. silence: never answer. For simulated faults only. */
  readonly instead?: "reset" | "silence";
}

export type Handler = (request: EdgeRequest) => Promise<EdgeResponse>;

/** A JSON answer. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): EdgeResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** Rejected with where a body is larger than allowed. */
export class TooLarge extends Error {}

/** Rejected with where those that are being read leave no room for it. */
export class NoRoom extends Error {}

/** The body's bytes, at most `limit`: what a sender signed is bytes, not the text they stand for. */
export function readBody(request: IncomingMessage, limit: number, part: BodyPart): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    dropRest(request);
    return Promise.reject(new TooLarge());
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  // Events, not `for await`: its promise a chunk cost as much as all else the edge does to a small body.
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    const isSmall = size <= limit;
    if (isSmall && part.grow(size)) {
      chunks.push(chunk);
      return;
    }
    chunks.length = 0;
    request.removeAllListeners("data");
    dropRest(request);
    reject(isSmall ? new NoRoom() : new TooLarge());
  });
  request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  request.on("error", reject);
  return promise;
}

/** Bytes of a refused body that are read and thrown away, and for how long: a sender that is still writing when the connection breaks never sees its answer. */
const dropped = { bytes: 64 * 1024 * 1024, ms: 10_000 } as const;

function dropRest(request: IncomingMessage): void {
  let size = 0;
  const cut = setTimeout(() => request.destroy(), dropped.ms).unref();
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > dropped.bytes) request.destroy();
  });
  request.once("close", () => clearTimeout(cut));
  request.resume();
}

/** Headers with one text each, as Node makes them of all but `set-cookie`. */
export function flatHeaders(headers: IncomingMessage["headers"]): Record<string, string | undefined> {
  const cookies = headers["set-cookie"];
  if (cookies !== undefined) Object.assign(headers, { "set-cookie": cookies.join(", ") });
  return headers as Record<string, string | undefined>; // the only list is a text now
}
