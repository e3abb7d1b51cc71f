import { type CST, Parser } from "yaml";
import { collectDiagnostics } from "../diagnostics/collector.ts";
import type { YamlNode } from "../source/node.ts";
import { readYaml } from "../source/yaml/read.ts";

/** Whether two texts say the same: equal trees, the same comments. */
export function sameMeaning(left: string, right: string): boolean {
  return meaningOf(left) === meaningOf(right) && commentsOf(left) === commentsOf(right);
}

function meaningOf(text: string): string {
  const reporter = collectDiagnostics();
  const documents = readYaml({ path: "", text }, reporter).map(({ node }) => plain(node));
  return JSON.stringify([documents, reporter.diagnostics.length]);
}

/** A tree without its places. Whether text is quoted matters: `"12"` is text, `12` may be a number. */
function plain(node: YamlNode): unknown {
  if (node.type === "scalar") return node.style === "plain" ? [node.text] : [node.text, "quoted"];
  if (node.type === "list") return { list: node.items.map(plain) };
  // The order of keys means nothing.
  const entries = node.entries.map(({ key, value }) => [key.text, plain(value)] as const);
  return { map: entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}

/** Its comments, sorted, as one text. */
function commentsOf(text: string): string {
  const comments: string[] = [];
  const add = (tokens: readonly CST.SourceToken[] | undefined): void => {
    for (const token of tokens ?? []) if (token.type === "comment") comments.push(token.source.trim());
  };
  const collect = (token: CST.Token): void => {
    if (token.type === "comment") comments.push(token.source.trim());
    if ("start" in token && Array.isArray(token.start)) add(token.start);
    if ("end" in token) add(token.end);
    if (token.type === "block-scalar") for (const prop of token.props) collect(prop);
    if ("value" in token && token.value) collect(token.value);
    if (!("items" in token)) return;
    for (const item of token.items) {
      add(item.start);
      if (item.key) collect(item.key);
      add(item.sep);
      if (item.value) collect(item.value);
    }
  };
  for (const token of new Parser().parse(text)) collect(token);
  return comments.sort().join("\n");
}
