import { LineCounter, type Node, isAlias, isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import type { ScalarStyle, YamlEntry, YamlNode, YamlScalar } from "../source/node.ts";
import type { SourceFile, Span } from "../source/source.ts";
import type { JsonError } from "./json-source.ts";

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/** Reads a YAML file that holds one schema or OpenAPI document. An alias is the anchor's own node. */
export function readYaml(file: SourceFile): YamlNode | JsonError {
  const document = parseDocument(file.text, {
    lineCounter: new LineCounter(),
    uniqueKeys: false,
    merge: true,
    schema: "core",
  });
  const [error] = document.errors;
  if (error)
    return { message: error.message.split("\n")[0]?.replace(/ at line .*$/, "") ?? "", offset: error.pos[0] };
  return convert(document.contents, document, file, new Map());
}

function convert(
  node: Node | null,
  document: Document,
  file: SourceFile,
  known: Map<Node, YamlNode>,
): YamlNode {
  if (node === null) return scalar("", "PLAIN", { file: file.path, start: 0, end: 0 });
  const seen = known.get(node);
  if (seen) return seen;
  const span: Span = { file: file.path, start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
  if (isAlias(node)) return convert(node.resolve(document) ?? null, document, file, known);
  if (isMap(node)) {
    const entries: YamlEntry[] = [];
    const map: YamlNode = { type: "map", flow: node.flow === true, entries, span };
    known.set(node, map);
    for (const pair of node.items) {
      const key = convert(pair.key as Node | null, document, file, known); // typed as unknown by the library
      const value = convert(pair.value as Node | null, document, file, known);
      if (key.type === "scalar") entries.push({ key, value });
    }
    return map;
  }
  if (isSeq(node)) {
    const items: YamlNode[] = [];
    const list: YamlNode = { type: "list", flow: node.flow === true, items, span };
    known.set(node, list);
    for (const item of node.items) items.push(convert(item as Node | null, document, file, known)); // typed as unknown by the library
    return list;
  }
  if (!isScalar(node)) return scalar("", "PLAIN", span);
  return scalar(node.source ?? String(node.value ?? ""), node.type ?? "PLAIN", span);
}

function scalar(text: string, type: string, span: Span): YamlScalar {
  const style = styles[type] ?? "plain";
  const lead = style === "plain" ? 0 : 1;
  return { type: "scalar", text, style, span, offsetAt: (index) => span.start + lead + index };
}
