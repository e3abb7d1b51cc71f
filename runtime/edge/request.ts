import type { IncomingMessage } from "node:http";

/** A request as handlers see it: read whole, nothing of the socket left. */
export interface EdgeRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names; several of one name joined, as Node does. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty where there was none. */
  readonly body: Buffer;
  /** Parameters of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the peer's socket. */
  readonly remoteAddress: string;
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

/** The body's bytes, at most `limit`: what a sender signed is bytes, not the text they stand for. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.reject(new TooLarge());
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  // Events, not `for await`: its promise a chunk cost as much as all else the edge does to a small body.
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      request.pause();
      reject(new TooLarge());
    }
    chunks.push(chunk);
  });
  request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  request.on("error", reject);
  return promise;
}

/** Headers with one text each. */
export function flatHeaders(
  headers: IncomingMessage["headers"],
): Readonly<Record<string, string | undefined>> {
  const flat: Record<string, string | undefined> = Object.create(null) as typeof flat;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
