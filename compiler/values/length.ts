import type { YamlScalar } from "../source/node.ts";
import type { ValueContext } from "./prepared.ts";
import { type Target, targetLabel } from "./target.ts";

/**
 * Text from a field that may be longer than its target has room for. Only where the source says how long it may be, and
 * where the expression is nothing but that field: anything else may well have shortened it.
 */
export function longerText(node: YamlScalar, target: Target, path: string, context: ValueContext): void {
  if (target.shape.kind !== "text" || target.shape.maxLength === undefined) return;
  const source = context.sourceOf?.(node.text);
  if (source?.kind !== "text" || source.values || source.maxLength === undefined) return;
  const room = target.shape.maxLength;
  if (source.maxLength <= room) return;
  const expression = node.text.slice(1).trim();
  const text = `=truncate(${expression}, ${room})`;
  context.report(
    "WB2210",
    node.span,
    `\`${expression}\` may have ${source.maxLength} characters, ${targetLabel(target)} has room for ${room}.`,
    path,
    {
      help: `If it may be cut, say so: \`${text}\`.`,
      fix: {
        description: `Cut it to ${room} characters.`,
        edits: [{ span: node.span, text: node.style === "plain" ? text : JSON.stringify(text) }],
      },
      ...(source.span && { related: [{ message: "The source says it here.", span: source.span }] }),
    },
  );
}
