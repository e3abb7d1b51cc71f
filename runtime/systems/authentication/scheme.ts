import type { Transport, WireRequest, WireResponse } from "../transport.ts";

/** What a scheme works with. */
export interface SchemeContext {
  readonly system: string;
  /** The endpoint's URL, against which paths of tokens resolve. */
  readonly endpoint: URL;
  readonly transport: Transport;
  /** The secret's value by its name. */
  secret(name: string): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** How a request proves who sends it. Holds what it caches (tokens) for one system. */
export interface Scheme {
  /** Headers to add, lower-case names. May call out; its failures are `TransportError` or `Failure`. */
  headers(
    request: Pick<WireRequest, "method">,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>>;
  /** After an answer: true where a credential was stale and the request, which the system did not take, is worth one more try. */
  stale?(response: WireResponse, request: WireRequest): boolean;
}

/** `id:secret`, split at the first colon. */
export function compound(secret: string): { readonly id: string; readonly secret: string } {
  const colon = secret.indexOf(":");
  return colon < 0
    ? { id: secret, secret: "" }
    : { id: secret.slice(0, colon), secret: secret.slice(colon + 1) };
}

/** `Basic` credentials, RFC 7617. */
export function basicCredentials(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}
