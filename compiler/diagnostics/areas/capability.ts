import type { Area } from "../entry.ts";

/** WB2500 to WB2599. */
export const capability = {
  WB2501: {
    name: "provider-incomplete",
    severity: "error",
    title: "A provider does not do all operations of its capability.",
  },
  WB2502: {
    name: "rollout-order",
    severity: "error",
    title: "A rollout has a line that can never be reached, or no last line for all the rest.",
  },
  WB2503: {
    name: "call-or-route",
    severity: "error",
    title: "A provider does an operation either by a call or by a route.",
  },
  WB2504: {
    name: "provider-types",
    severity: "error",
    title: "A provider's mappings do not fit between the capability and the call.",
  },
} as const satisfies Area;
