import { entryOf, isExpression, isNull, type YamlMap, type YamlScalar } from "../../../source/node.ts";
import { isWord } from "../../../values/names.ts";
import type { FieldContext } from "./form.ts";

/** The expression that a word of a form is given; anything else is reported. */
export function expressionOf(
  node: YamlMap,
  word: string,
  path: string,
  context: FieldContext,
): YamlScalar | undefined {
  const entry = entryOf(node, word);
  if (!entry) return undefined;
  const { value } = entry;
  if (value.type === "scalar" && isExpression(value)) return value;
  const text = value.type === "scalar" && !isNull(value) ? value.text : "…";
  context.report("WB2212", value.span, `\`${word}\` is an expression, which begins with \`=\`.`, path, {
    help: `Write \`${word}: =${text}\`.`,
  });
  return undefined;
}

/** The name that a word gives to something for the expressions below it. */
export function nameOf(node: YamlMap, word: string, path: string, context: FieldContext): string | undefined {
  const entry = entryOf(node, word);
  if (!entry) return undefined;
  const { value } = entry;
  if (value.type === "scalar" && /^[a-z][A-Za-z0-9]*$/.test(value.text)) {
    if (!isWord(value.text)) return value.text;
    context.report(
      "WB2216",
      value.span,
      `\`${value.text}\` is a word of the expression language, so expressions could not use it.`,
      path,
      {
        help: "Choose another name, such as `line`.",
      },
    );
    return undefined;
  }
  context.report(
    "WB2212",
    value.span,
    `\`${word}\` is a camelCase name such as \`line\`, for expressions to use.`,
    path,
  );
  return undefined;
}

export function trueOrFalse(node: YamlMap, word: string, path: string, context: FieldContext): boolean {
  const entry = entryOf(node, word);
  if (!entry) return false;
  const { value } = entry;
  if (value.type === "scalar" && (value.text === "true" || value.text === "false"))
    return value.text === "true";
  context.report("WB2212", value.span, `\`${word}\` is \`true\` or \`false\`.`, path);
  return false;
}
