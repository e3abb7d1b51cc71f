import type { NumberShape, Shape, TextShape } from "./shape.ts";

/**
 * The union of shapes, as flat and as small as it goes: nested unions are opened, anything beside `any` is `any`, and texts,
 * numbers and booleans, which are one type each, become one option that says no more than holds for all of them.
 */
export function unite(shapes: readonly Shape[]): Shape {
  const options: Shape[] = [];
  for (const shape of shapes.flatMap((each) => (each.kind === "union" ? each.options : [each]))) {
    if (shape.kind === "any") return shape;
    const index = options.findIndex((option) => isSameType(option, shape));
    const known = options[index];
    if (known) options[index] = joined(known, shape);
    else options.push(shape);
  }
  const [only] = options;
  return only && options.length === 1 ? only : { kind: "union", options };
}

function isSameType(left: Shape, right: Shape): boolean {
  if (left.kind === "reference" && right.kind === "reference") return left.name === right.name;
  if (left.kind === "money" && right.kind === "money") return left.currency === right.currency;
  return left.kind === right.kind && left.kind !== "object" && left.kind !== "list";
}

function joined(left: Shape, right: Shape): Shape {
  if (left.kind === "text" && right.kind === "text") return joinedText(left, right);
  if (isNumber(left) && isNumber(right)) return joinedNumber(left, right);
  if (left.kind === "boolean" && right.kind === "boolean")
    return left.value === right.value ? left : { ...plain(left), kind: "boolean" };
  if (left.kind === "decimal" && right.kind === "decimal")
    return left.wire === right.wire ? left : { ...left, wire: "either" };
  return left;
}

function isNumber(shape: Shape): shape is NumberShape {
  return shape.kind === "integer" || shape.kind === "number";
}

function joinedText(left: TextShape, right: TextShape): TextShape {
  return {
    ...plain(left),
    kind: "text",
    ...(left.format !== undefined && left.format === right.format && { format: left.format }),
    ...(left.pattern !== undefined && left.pattern === right.pattern && { pattern: left.pattern }),
    ...(left.minLength !== undefined &&
      right.minLength !== undefined && { minLength: Math.min(left.minLength, right.minLength) }),
    ...(left.maxLength !== undefined &&
      right.maxLength !== undefined && { maxLength: Math.max(left.maxLength, right.maxLength) }),
    ...(left.values && right.values && { values: [...new Set([...left.values, ...right.values])] }),
  };
}

function joinedNumber(left: NumberShape, right: NumberShape): NumberShape {
  return {
    ...plain(left),
    kind: left.kind,
    ...(left.minimum !== undefined &&
      right.minimum !== undefined && { minimum: Math.min(left.minimum, right.minimum) }),
    ...(left.maximum !== undefined &&
      right.maximum !== undefined && { maximum: Math.max(left.maximum, right.maximum) }),
    ...(left.values && right.values && { values: [...new Set([...left.values, ...right.values])] }),
  };
}

/** What is said about a shape rather than by it. */
function plain({ description, personal, unit, span }: Shape): Omit<Shape, "kind"> {
  return {
    ...(description !== undefined && { description }),
    ...(personal !== undefined && { personal }),
    ...(unit !== undefined && { unit }),
    ...(span && { span }),
  };
}
