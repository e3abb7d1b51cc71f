import type { Area } from "../entry.ts";

/** WB1200 to WB1299. */
export const reference = {
  WB1201: {
    name: "duplicate-document",
    severity: "error",
    title: "Two documents of one kind have the same name.",
  },
  WB1202: {
    name: "unknown-document",
    severity: "error",
    title: "A reference names a document that does not exist.",
  },
  WB1203: {
    name: "unknown-version",
    severity: "error",
    title: "A reference names a contract's major version that does not exist.",
  },
  WB1204: {
    name: "unknown-name",
    severity: "error",
    title: "A reference names something that its document does not have.",
  },
  WB1205: {
    name: "file-not-found",
    severity: "error",
    title: "A document refers to a file that does not exist.",
  },
  WB1206: {
    name: "one-estate",
    severity: "error",
    title: "There is exactly one Estate.",
  },
  WB1207: {
    name: "not-in-this-version",
    severity: "error",
    title: "The language names this, but this version of Waybill cannot do it yet.",
  },
} as const satisfies Area;
