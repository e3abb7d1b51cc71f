import type { Area } from "../entry.ts";

/** WB2600 to WB2699. */
export const contract = {
  WB2601: {
    name: "key-field",
    severity: "error",
    title: "A contract's key is not a required field of text or whole numbers.",
  },
  WB2602: {
    name: "deprecated-without-sunset",
    severity: "error",
    title: "A deprecated contract does not say when it ends.",
  },
} as const satisfies Area;
