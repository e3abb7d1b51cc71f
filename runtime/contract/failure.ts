import type { Json } from "./json.ts";
import type { SourceLocation } from "./location.ts";

/** invalid: the data is wrong. refused: a business no. throttled: later. transient: sent nothing or nothing happened. unknown: the effect may have happened. */
export type FailureClass = "invalid" | "refused" | "throttled" | "transient" | "unknown";

export interface FailureDetail {
  /** The spec line it is about. The stack stays in the generated TypeScript. */
  readonly at?: SourceLocation;
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** Whether the system was there to do something with the message, where more is known of that than class and status say. */
  readonly there?: boolean;
  /** What the system answered, or the validation errors. Masked at every reading. */
  readonly body?: Json;
  readonly cause?: unknown;
}

/** The one error that means something to the engine; any other is a bug in a function or in Waybill, taken as class invalid. */
export class Failure extends Error {
  readonly class: FailureClass;
  readonly detail: FailureDetail;
  constructor(failureClass: FailureClass, message: string, detail: FailureDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = "Failure";
    this.class = failureClass;
    this.detail = detail;
  }
}
