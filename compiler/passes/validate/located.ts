import type { SpecDocument } from "../../kinds/document.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import type { Origins } from "./reading.ts";

/** Plain data that knows where it came from. */
export function locatedDocument(
  document: Omit<SpecDocument, "nodeOf" | "spanOf" | "keySpan">,
  origins: Origins,
): SpecDocument {
  const nodeOf = (owner: object, key?: string | number): YamlNode => {
    const own = origins.get(owner) ?? (isNode(owner) ? owner : document.node);
    if (key === undefined) return own;
    const inner = own.type === "list" ? own.items[Number(key)] : entryOf(own, String(key))?.value;
    return inner ?? own;
  };
  return {
    ...document,
    nodeOf,
    spanOf: (owner, key) => nodeOf(owner, key).span,
    keySpan: (owner, key) => entryOf(nodeOf(owner), key)?.key.span ?? nodeOf(owner).span,
  };
}

function isNode(value: object): value is YamlNode {
  return "type" in value && "span" in value;
}
