import type { Area } from "../entry.ts";

/** WB8100 to WB8199: rules, one file each in compiler/passes/lint/rules. All of them can be waived. */
export const rule = {
  WB8101: {
    name: "ending-contract-used",
    severity: "warning",
    title: "A deprecated or retired contract is still used.",
  },
} as const satisfies Area;
