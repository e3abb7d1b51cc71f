import type { Part } from "../../../../analysis/flow/parts.ts";
import type { Fix } from "../../../../diagnostics/diagnostic.ts";

/** The expression with a cut around it, in place of one that comes too late. */
export function cut(
  { give: { node }, whole }: Part,
  room: number,
): { readonly text: string; readonly fix: Fix } | undefined {
  if (!whole || node.type !== "scalar") return undefined;
  const own = node.text.slice(1).trim();
  const [, inner = own] = /^truncate\(([^()]*),\s*[0-9]+\s*\)$/.exec(own) ?? [];
  const text = `=truncate(${inner.trim()}, ${room})`;
  const edits = [
    { span: node.span, text: node.style === "plain" && !/: | #/.test(text) ? text : JSON.stringify(text) },
  ];
  return { text, fix: { description: `Cut it to ${room} characters.`, edits } };
}
