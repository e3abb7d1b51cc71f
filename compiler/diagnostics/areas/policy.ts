import type { Area } from "../entry.ts";

/** WB2900 to WB2999. */
export const policy = {
  WB2901: { name: "policy-number", severity: "error", title: "A policy has a number that cannot be meant." },
} as const satisfies Area;
