import { entryOf, type YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";

/** Words of the language that a reader of a path does not say: `lines.net`, not `fields.lines.fields.net`. */
const unsaid = new Set(["spec", "fields"]);

/** The path of names to a place in a document, as waivers say it; a list's item goes by its `name`, where it has one. */
export function pathWithin(document: YamlNode, span: Span): string {
  const words: string[] = [];
  let node: YamlNode | undefined = document;
  while (node) {
    const step = stepTowards(node, span);
    if (step?.word !== undefined && !unsaid.has(step.word)) words.push(step.word);
    node = step?.node;
  }
  return words.join(".");
}

function stepTowards(
  node: YamlNode,
  span: Span,
): { readonly word: string | undefined; readonly node: YamlNode } | undefined {
  if (node.type === "list") {
    const item = node.items.find((each) => holds(each.span, span));
    if (!item) return undefined;
    const name = entryOf(item, "name")?.value;
    return { word: name?.type === "scalar" ? name.text : String(node.items.indexOf(item)), node: item };
  }
  if (node.type !== "map") return undefined;
  const entry = node.entries.find(({ key, value }) => holds(value.span, span) || holds(key.span, span));
  return entry && { word: entry.key.text, node: entry.value };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}
