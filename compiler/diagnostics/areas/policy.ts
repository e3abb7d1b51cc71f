import type { Area } from "../entry.ts";

/** WB2900 to WB2999. */
export const policy = {
  WB2901: { name: "policy-number", severity: "error", title: "A policy has a number that cannot be meant." },
  WB2902: {
    name: "breaker-never-opens",
    severity: "warning",
    title: "A circuit breaker cannot open on a system that hangs.",
  },
} as const satisfies Area;
