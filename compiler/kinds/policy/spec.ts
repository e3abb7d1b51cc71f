import type { DurationText, RateText, Waivable } from "../values.ts";

export interface PolicySpec extends Waivable {
  readonly timeout?: DurationText;
  readonly retry?: {
    readonly on?: readonly ("transient" | "throttled" | "unknown")[];
    readonly attempts?: number;
    readonly backoff?: {
      readonly initial?: DurationText;
      readonly factor?: number;
      readonly max?: DurationText;
      readonly jitter?: "full" | "none";
    };
  };
  readonly breaker?: {
    readonly failures: number;
    readonly within: DurationText;
    readonly reset: DurationText;
  };
  readonly concurrency?: number;
  readonly rate?: RateText;
  readonly idempotency?: { readonly retention: DurationText };
  readonly deadLetter?: {
    readonly owner?: string;
    readonly lane?: "park" | "pass";
    readonly alert?: DurationText;
    readonly retention?: DurationText;
  };
}
