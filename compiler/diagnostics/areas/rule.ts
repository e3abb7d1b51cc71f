import type { Area } from "../entry.ts";

/** WB8100 to WB8199: what an estate says about rules. Rules themselves are in the areas of what they are about. */
export const rule = {
  WB8102: {
    name: "severity-of-unknown-code",
    severity: "error",
    title: "The estate gives a severity to a diagnostic that does not exist.",
  },
  WB8103: {
    name: "not-lowerable",
    severity: "error",
    title: "The estate lowers an error that says that something cannot work.",
  },
  WB8104: {
    name: "severity-without-effect",
    severity: "warning",
    title: "The estate gives a severity that changes nothing.",
  },
  WB8105: {
    name: "severity-twice",
    severity: "error",
    title: "The estate gives one diagnostic two severities.",
  },
  WB8106: {
    name: "estate-check",
    severity: "warning",
    title: "A document does not keep to a check of the estate's own.",
  },
  WB8107: {
    name: "estate-check-refused",
    severity: "error",
    title: "A check of the estate's own cannot judge a document.",
  },
} as const satisfies Area;
