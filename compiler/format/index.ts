import { isDeepStrictEqual } from "node:util";
import { Parser } from "yaml";
import { collectDiagnostics } from "../diagnostics/collector.ts";
import type { YamlNode } from "../source/node.ts";
import type { SourceFile } from "../source/source.ts";
import { readYaml } from "../yaml/read.ts";
import { layOut } from "./layout.ts";
import { leavesOf } from "./leaves.ts";
import { inOrder } from "./order.ts";

/**
 * A spec file in the canonical form: documents' keys in order, two blanks a level, one blank around what stands in braces. Only
 * white space and the order of a document's own keys change: each scalar, each comment and the style of each collection stays.
 *
 * @param file one without YAML errors; what has any, or would come to mean something else, is given back as it is.
 */
export function format(file: SourceFile): string {
  const text = canonical(file.text);
  return text === file.text || sameMeaning(file, { ...file, text }) ? text : file.text;
}

/** The canonical form, not yet held against what the text meant. */
export function canonical(text: string): string {
  const source = text.replaceAll("\r\n", "\n").replace(/\n?$/, "\n");
  const ordered = inOrder([...new Parser().parse(source)], source);
  return layOut(leavesOf([...new Parser().parse(ordered)], ordered));
}

function sameMeaning(before: SourceFile, after: SourceFile): boolean {
  const was = meaning(before);
  return was !== undefined && isDeepStrictEqual(was, meaning(after));
}

/** What a file says, without places; undefined where it is not YAML. */
export function meaning(file: SourceFile): readonly unknown[] | undefined {
  const reporter = collectDiagnostics();
  const documents = readYaml(file, reporter);
  return reporter.diagnostics.length > 0 ? undefined : documents.map(({ node }) => plain(node));
}

/** A node as plain data; the keys of maps are not told in order. */
function plain(node: YamlNode): unknown {
  if (node.type === "scalar") return [node.style, node.text];
  if (node.type === "list") return [node.flow, node.items.map((item) => plain(item))];
  return [node.flow, new Map(node.entries.map(({ key, value }) => [key.text, [key.style, plain(value)]]))];
}
