import type { Area } from "../entry.ts";

/** WB3000 to WB3099. */
export const functionArea = {
  WB3001: {
    name: "function-import",
    severity: "error",
    title: "A function's module imports something other than Waybill's standard library.",
  },
  WB3002: {
    name: "function-type",
    severity: "error",
    title: "A function's module does not type-check against its input and output.",
  },
} as const satisfies Area;
