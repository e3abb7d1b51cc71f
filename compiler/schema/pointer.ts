import { nearest } from "../diagnostics/nearest.ts";
import { entryOf, type YamlNode } from "../source/node.ts";

export type Pointed =
  | { readonly node: YamlNode }
  /** The first step that leads nowhere, and what it may have meant. */
  | { readonly missing: string; readonly near?: string };

/** Follows a JSON pointer (RFC 6901) as it stands in a URI fragment, percent-encoded. */
export function pointTo(root: YamlNode, pointer: string): Pointed {
  let node = root;
  for (const step of stepsOf(pointer)) {
    const next = node.type === "list" ? node.items[Number(step)] : entryOf(node, step)?.value;
    if (!next) {
      const near =
        node.type === "map"
          ? nearest(
              step,
              node.entries.map(({ key }) => key.text),
            )
          : undefined;
      return { missing: step, ...(near !== undefined && { near }) };
    }
    node = next;
  }
  return { node };
}

/** The steps of a JSON Pointer (RFC 6901), unescaped. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => decoded(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step; // a percent sign that encodes nothing means itself
  }
}
