import type { Area } from "../entry.ts";

/** WB1000 to WB1099. */
export const yaml = {
  WB1001: { name: "file-too-large", severity: "error", title: "A file is larger than Waybill reads." },
  WB1002: {
    name: "too-many-files",
    severity: "error",
    title: "The folder has more files than Waybill reads.",
  },
  WB1003: { name: "not-utf-8", severity: "error", title: "A file is not UTF-8." },
  WB1004: { name: "byte-order-mark", severity: "warning", title: "A file begins with a byte order mark." },
  WB1005: { name: "link-leads-out", severity: "error", title: "A symbolic link leads out of the folder." },
  WB1010: { name: "yaml-syntax", severity: "error", title: "The file is not YAML." },
  WB1011: { name: "tab-indentation", severity: "error", title: "A tab indents a line." },
  WB1012: { name: "duplicate-key", severity: "error", title: "A key stands twice in one map." },
  WB1013: {
    name: "quote-expression",
    severity: "error",
    title: "YAML cuts an expression that is not quoted.",
  },
  WB1014: { name: "unknown-anchor", severity: "error", title: "An alias names an anchor that is not there." },
  WB1015: { name: "too-much-repeated", severity: "error", title: "Aliases repeat too much." },
  WB1016: { name: "nested-too-deeply", severity: "error", title: "A document is nested too deeply." },
  WB1017: { name: "key-not-text", severity: "error", title: "A key is a map or a list." },
  WB1018: { name: "tag-without-meaning", severity: "error", title: "A YAML tag means nothing in a spec." },
  WB1019: {
    name: "nothing-to-merge",
    severity: "error",
    title: "A merge key is given something other than a map.",
  },
} as const satisfies Area;
