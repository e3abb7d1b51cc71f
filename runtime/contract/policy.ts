import type { FailureClass } from "./failure.ts";

/** A Policy as compiled: all durations in milliseconds, all defaults filled in. */
export interface Policy {
  readonly name: string;
  readonly timeoutMs: number;
  readonly retry: {
    readonly on: readonly FailureClass[];
    /** Attempts in all, the first included. */
    readonly attempts: number;
    readonly initialMs: number;
    readonly factor: number;
    readonly maxMs: number;
    readonly jitter: "full" | "none";
  };
  readonly breaker?: { readonly failures: number; readonly withinMs: number; readonly resetMs: number };
  /** Calls to one system at once, and in a time: this policy's own, beside the system's limits. */
  readonly concurrency?: number;
  readonly ratePerSecond?: number;
  readonly idempotencyMs: number;
  readonly deadLetter: {
    readonly owner?: string;
    readonly lane: "park" | "pass";
    readonly alertMs?: number;
    readonly retentionMs: number;
  };
}
