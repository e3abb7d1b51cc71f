/** The port between the client and the network: undici in services, the simulator itself in scenarios, a fake in tests. */

export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireResponse {
  readonly status: number;
  /** Lower-case names; `set-cookie` as a list. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** connection: never sent. timeout: sent, no answer in time. reset: sent, the connection broke. */
export type TransportFault = "connection" | "timeout" | "reset";

/** The only error a transport throws for what a network does; any other is a bug. */
export class TransportError extends Error {
  readonly fault: TransportFault;
  constructor(fault: TransportFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "TransportError";
    this.fault = fault;
  }
}

/** Follows no redirects: credentials and bodies go to the declared host and nowhere else. */
export interface Transport {
  /** Loads what it needs, once, so that loading is not taken for a slow answer. */
  prepare?(): Promise<unknown>;
  send(request: WireRequest, signal: AbortSignal): Promise<WireResponse>;
  close(): Promise<void>;
}

/** One header as text. */
export function headerOf(response: WireResponse, name: string): string | undefined {
  const value = response.headers[name];
  return typeof value === "string" || value === undefined ? value : value.join(", ");
}
