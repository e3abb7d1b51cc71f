import type { Shape } from "../schema/shape.ts";

/** A shape in an architect's words: "text of at most 40 characters", "one of `open`, `captured`". */
export function inWords(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      if (shape.values) return oneOf(shape.values);
      if (shape.maxLength !== undefined) return `text of at most ${shape.maxLength} characters`;
      return "text";
    case "integer":
      return shape.values ? oneOf(shape.values) : "a whole number";
    case "number":
      return shape.values ? oneOf(shape.values) : "a number";
    case "decimal":
      return "a decimal";
    case "money":
      return shape.currency === undefined ? "money" : `money in ${shape.currency}`;
    case "instant":
      return "an instant";
    case "boolean":
      return shape.value === undefined ? "`true` or `false`" : `\`${shape.value}\``;
    case "null":
      return "null";
    case "object":
      return "an object";
    case "list":
      return "a list";
    case "union":
      return shape.options.map(inWords).join(" or ");
    case "reference":
      return shape.name;
    case "any":
    default:
      return "any JSON";
  }
}

/** "`a`", "`a` and `b`", "`a`, `b` and 3 more". */
export function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  const last = shown.pop() ?? "";
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
}

function oneOf(values: readonly (string | number)[]): string {
  const shown = values.slice(0, 8).map((value) => `\`${value}\``);
  return values.length === 1
    ? (shown[0] ?? "")
    : `one of ${shown.join(", ")}${values.length > 8 ? ", …" : ""}`;
}
