import type { Area } from "../entry.ts";

/** WB3100 to WB3199. */
export const service = {
  WB3101: {
    name: "route-in-no-service",
    severity: "error",
    title: "A route belongs to no service, so nothing would run it.",
  },
  WB3102: { name: "same-path", severity: "error", title: "Two routes listen at the same path." },
  WB3103: { name: "route-in-two-services", severity: "error", title: "A route belongs to two services." },
} as const satisfies Area;
