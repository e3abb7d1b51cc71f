import type { Policy } from "../../runtime/contract/policy.ts";

export const policy: Policy = {
  name: "intake",
  timeoutMs: 10_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts: 5,
    initialMs: 1_000,
    factor: 2,
    maxMs: 60_000,
    jitter: "full",
  },
  idempotencyMs: 86_400_000,
  deadLetter: { owner: "team-orders", lane: "park", retentionMs: 86_400_000 },
};
