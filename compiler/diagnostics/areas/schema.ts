import type { Area } from "../entry.ts";

/** WB2100 to WB2199. */
export const schema = {
  WB2101: { name: "schema-reference", severity: "error", title: "A `$ref` of a schema leads nowhere." },
  WB2102: {
    name: "schema-not-supported",
    severity: "error",
    title: "A schema says something that neither a type nor a validator can keep.",
  },
  WB2103: {
    name: "unknown-keyword",
    severity: "error",
    title: "A word in a schema looks like a keyword but is none.",
  },
  WB2104: {
    name: "keyword-value",
    severity: "error",
    title: "A keyword of a schema has a value that it cannot have.",
  },
  WB2105: { name: "schema-contradiction", severity: "error", title: "Nothing can be valid for a schema." },
  WB2106: {
    name: "required-without-property",
    severity: "error",
    title: "A schema requires a property that it does not describe.",
  },
  WB2107: {
    name: "schema-unreadable",
    severity: "error",
    title: "A file that a schema refers to cannot be read.",
  },
  WB2108: { name: "schema-endless", severity: "error", title: "A schema has no end." },
} as const satisfies Area;
