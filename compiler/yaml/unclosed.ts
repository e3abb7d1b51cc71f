import { type Document, isMap, isSeq } from "yaml";

const closing: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** Where the innermost brackets open that never close, in the order of the text. Those around them only lack what these swallowed. */
export function unclosedBrackets(document: Document.Parsed, text: string): readonly number[] {
  const found: number[] = [];
  collect(document.contents, text, found);
  return found;
}

function collect(node: unknown, text: string, found: number[]): void {
  if (!isMap(node) && !isSeq(node)) return;
  const before = found.length;
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      collect(key, text, found);
      collect(value, text, found);
    }
  } else for (const item of node.items) collect(item, text, found);
  if (!node.flow || !node.range || found.length > before) return;
  const [start, end] = node.range;
  // The map of `[a: 1]` has no braces of its own.
  const close = closing[text[start] ?? ""];
  if (close !== undefined && (end - start < 2 || text[end - 1] !== close)) found.push(start);
}
