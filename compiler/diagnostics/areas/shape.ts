import type { Area } from "../entry.ts";

/** WB1100 to WB1199. */
export const shape = {
  WB1101: { name: "not-a-document", severity: "error", title: "A document is not a map." },
  WB1102: { name: "unknown-kind", severity: "error", title: "There is no such kind of document." },
  WB1103: {
    name: "wrong-api-version",
    severity: "error",
    title: "A document is of another version of the language.",
  },
  WB1104: { name: "unknown-property", severity: "error", title: "There is no such property here." },
  WB1105: { name: "missing-property", severity: "error", title: "A property is missing." },
  WB1106: { name: "wrong-type", severity: "error", title: "A value is of another type than is wanted." },
  WB1107: {
    name: "unknown-word",
    severity: "error",
    title: "A value is none of the words that are allowed here.",
  },
  WB1108: { name: "wrong-form", severity: "error", title: "A value is not written as is wanted here." },
  WB1109: { name: "out-of-range", severity: "error", title: "There is too much or too little of something." },
} as const satisfies Area;
