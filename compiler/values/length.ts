import type { YamlScalar } from "../source/node.ts";
import type { ValueContext } from "./prepared.ts";
import { type Target, targetLabel } from "./target.ts";

interface Cut {
  /** What is cut. */
  readonly text: string;
  readonly length: number;
}

/** `=truncate(source.note, 400)` as a whole; undefined where it is anything else. */
function cutOf(expression: string): Cut | undefined {
  const [, text = "", length = ""] = /^truncate\(([^()]*),\s*([0-9]+)\s*\)$/.exec(expression) ?? [];
  return text === "" ? undefined : { text: text.trim(), length: Number(length) };
}

/**
 * Text from a field that may be longer than its target has room for. Only where the source says how long it may be or the
 * expression cuts it too late, and where it is nothing but that field: anything else may well have shortened it.
 */
export function longerText(node: YamlScalar, target: Target, path: string, context: ValueContext): void {
  if (target.shape.kind !== "text" || target.shape.maxLength === undefined) return;
  const whole = node.text.slice(1).trim();
  const cut = cutOf(whole);
  const expression = cut?.text ?? whole;
  const source = context.sourceOf?.(`=${expression}`);
  const known = source?.kind === "text" && !source.values ? source.maxLength : undefined;
  const longest = Math.min(cut?.length ?? Infinity, known ?? Infinity);
  const room = target.shape.maxLength;
  if (longest <= room || longest === Infinity) return;
  const text = `=truncate(${expression}, ${room})`;
  context.report(
    "WB2210",
    node.span,
    `\`${whole}\` may have ${longest} characters, ${targetLabel(target)} has room for ${room}.`,
    path,
    {
      help: `If it may be cut, say so: \`${text}\`.`,
      fix: {
        description: `Cut it to ${room} characters.`,
        edits: [{ span: node.span, text: node.style === "plain" ? text : JSON.stringify(text) }],
      },
      ...(source?.span && { related: [{ message: "The source says it here.", span: source.span }] }),
    },
  );
}
