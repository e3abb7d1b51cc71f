import type { SourceLocation } from "../../contract/location.ts";
import type { Policy } from "../../contract/policy.ts";
import type { Turnstile } from "./turnstile.ts";

/** What a program says of a step, and what an attempt of it is told. */

/** What a step is, for history and trace. */
export interface StepInfo {
  /** Unique in a run: `posting`, in an each `allocations[3].allocation`. */
  readonly name: string;
  readonly kind: string;
  readonly at: SourceLocation;
  readonly system?: string;
  readonly operation?: string;
}

export interface StepOptions {
  readonly policy: Policy;
  /** Failures of class unknown may be repeated (the operation is idempotent). Else they end the run for a person to decide. */
  readonly repeatable: boolean;
  /** How long to wait before an attempt that follows an unknown one (`settle`), milliseconds. */
  readonly settleMs: number;
  /** What each attempt queues for before it begins. The wait is no part of the attempt: it is neither recorded, nor timed, nor counted. */
  readonly turnstile?: Turnstile;
}

export interface Attempt {
  /** The same for every attempt of this step: what an idempotency key is made from. */
  readonly attemptKey: string;
  readonly number: number;
  /** What is known of the attempt before: `unknown` where its effect may have happened. */
  readonly previous: "none" | "failed" | "unknown";
  readonly signal: AbortSignal;
  /** Time spent in `wait` does not count against the step's timeout: for a turn at a system that is limited. The timeout begins anew after it. */
  readonly untimed: <T>(wait: () => Promise<T>) => Promise<T>;
}
