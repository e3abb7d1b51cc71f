import type { Failure } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { RunId } from "./identity.ts";

/** How a message comes in, and what its sender is told. */

export interface AcceptCommand {
  readonly route: string;
  readonly lane?: string | undefined;
  readonly input: Json;
  /** The input as JSON, where somebody has it at hand. */
  readonly text?: string | undefined;
  readonly searchKeys: readonly string[];
  readonly idempotency?: { readonly key: string; readonly keepMs: number };
  /** Of a route with `latest`: what is older than what its lane has already seen is dropped, as `stale`. Times as milliseconds. */
  readonly latest?: { readonly by: string | number } | undefined;
  /** How long the caller waits for the answer, milliseconds: who would wait in vain is turned away. */
  readonly patienceMs?: number | undefined;
  /** W3C `traceparent` of the caller. */
  readonly trace?: string;
}

export interface Accepted {
  readonly run: RunId;
  /** A stale message is a run that is over, with the outcome `stale`. */
  readonly outcome: "accepted" | "duplicate" | "stale";
  /** Resolves once with what the run answered or how it ended (for synchronous routes). Absent but for an accepted one. */
  readonly answered?: Promise<Answer>;
}

export type Answer =
  | {
      readonly kind: "responded";
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "ended"; readonly outcome: string }
  | { readonly kind: "failed"; readonly failure: Failure };

export class Busy extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, message = "The backlog is full.", options?: ErrorOptions) {
    super(message, options);
    this.name = "Busy";
    this.retryAfterMs = retryAfterMs;
  }
}
