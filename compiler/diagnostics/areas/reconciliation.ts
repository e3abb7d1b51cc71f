import type { Area } from "../entry.ts";

/** WB3900 to WB3999. */
export const reconciliation = {
  WB3901: {
    name: "side-with-itself",
    severity: "error",
    title: "Both sides of a reconciliation are the same events.",
  },
  WB3902: {
    name: "same-for-every-item",
    severity: "error",
    title: "A key or an amount of a reconciliation does not depend on the item.",
  },
  WB3903: {
    name: "amounts-of-two-kinds",
    severity: "error",
    title: "A reconciliation compares money with a plain number, or what is no amount.",
  },
  WB3904: {
    name: "reconciliation-incomplete",
    severity: "error",
    title: "A window is no time at all, or a control total is of no side or of two.",
  },
} as const satisfies Area;
