import type { Area } from "../entry.ts";

/** WB2700 to WB2799. */
export const scenario = {
  WB2701: {
    name: "scenario-step",
    severity: "error",
    title: "A line of a scenario says nothing, or several things at once.",
  },
  WB2702: { name: "scenario-value", severity: "error", title: "A value of a scenario cannot be read." },
} as const satisfies Area;
