import type { SpecDocument } from "../../kinds/document.ts";
import type { Waiver } from "../../kinds/values.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";

/**
 * Whether a waiver of WB2203 stands at a `match` that makes one value of several: those have no counterpart of their own, and the
 * waiver says that this is meant. It is not left over, although the compiler does not complain.
 */
export function hasSharedCounterpart({ code, path }: Waiver, document: SpecDocument): boolean {
  if (code !== "WB2203" || path === undefined) return false;
  const cases = path
    .split(".")
    .flatMap((word) => ["fields", word])
    .concat("cases")
    .reduce<YamlNode | undefined>(valueOf, valueOf(document.node, "spec"));
  if (cases?.type !== "map") return false;
  const counterparts = cases.entries.flatMap(({ value }) => (value.type === "scalar" ? [value.text] : []));
  return new Set(counterparts).size < counterparts.length;
}

function valueOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.type === "map" ? entryOf(node, key)?.value : undefined;
}
