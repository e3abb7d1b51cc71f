import type { Leaf } from "./leaf.ts";

const spaceAfter = new Set<Leaf["type"]>([
  "seq-item-ind",
  "explicit-key-ind",
  "map-value-ind",
  "comma",
  "anchor",
  "tag",
  "doc-start",
  "flow-map-start",
]);

/** The blanks between two neighbours on one line: `{ a: 1, b: [1, 2] }`. Those before a comment are the author's. */
export function gap(before: Leaf, after: Leaf): string {
  if (after.type === "comment") return after.space || " ";
  if (before.type === "flow-map-start" && after.type === "flow-map-end") return "";
  if (before.type === "flow-seq-start" || after.type === "flow-seq-end") return "";
  if (after.type === "comma") return "";
  if (spaceAfter.has(before.type) || after.type === "flow-map-end") return " ";
  // `*a:` would be an alias called `a:`.
  if (after.type === "map-value-ind") return before.type === "alias" ? " " : "";
  return after.space === "" ? "" : " ";
}
