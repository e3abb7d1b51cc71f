import type { YamlNode, YamlScalar } from "../../source/node.ts";

const known = new WeakMap<YamlNode, readonly YamlScalar[]>();

/** The contracts that a document's schemas are made of: `$ref: order@2`. Sought once in a document, which outlives a compilation where an estate is watched. */
export function contractsWithin(document: YamlNode): readonly YamlScalar[] {
  const before = known.get(document);
  if (before) return before;
  const found: YamlScalar[] = [];
  collect(document, found);
  known.set(document, found);
  return found;
}

function collect(node: YamlNode, found: YamlScalar[]): void {
  if (node.type === "list") for (const item of node.items) collect(item, found);
  if (node.type !== "map") return;
  for (const { key, value } of node.entries) {
    if (key.text === "$ref" && value.type === "scalar" && /^[a-z][a-z0-9-]*@\d+$/.test(value.text))
      found.push(value);
    else collect(value, found);
  }
}
