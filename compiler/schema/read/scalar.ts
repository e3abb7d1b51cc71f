import { type Data, numberOf, textOf } from "../data.ts";
import type { DecimalShape, NumberShape, Shape, TextShape } from "../shape.ts";
import { patternOf } from "./pattern.ts";
import type { Reader, Words } from "./reader.ts";
import type { TypeName } from "./types.ts";

/** Text, numbers, booleans and null. Text and numbers of `format: decimal` are amounts: one shape, whatever stands on the wire. */
export function readScalars(types: readonly TypeName[], words: Words): readonly Shape[] {
  const isDecimal = textOf(words.get("format")) === "decimal";
  const hasText = types.includes("string");
  const number = types.includes("number") ? "number" : types.includes("integer") ? "integer" : undefined;
  const shapes: Shape[] = [];
  if (isDecimal && (hasText || number))
    shapes.push({
      kind: "decimal",
      wire: hasText && number ? "either" : hasText ? "text" : "number",
      ...limitsOf(words),
    } satisfies DecimalShape);
  else {
    if (hasText) shapes.push(textShape(words));
    if (number) shapes.push(numberShape(number, words));
  }
  if (types.includes("boolean")) shapes.push({ kind: "boolean" });
  if (types.includes("null")) shapes.push({ kind: "null" });
  return shapes;
}

function textShape(words: Words): TextShape {
  const format = textOf(words.get("format"));
  const minLength = numberOf(words.get("minLength"));
  const maxLength = numberOf(words.get("maxLength"));
  const pattern = patternOf(words.get("pattern"));
  return {
    kind: "text",
    ...(format !== undefined && { format }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
  };
}

function numberShape(kind: "integer" | "number", words: Words): NumberShape {
  return { kind, ...limitsOf(words) };
}

/** The range of a number or an amount, and its decimal places at most. */
export function limitsOf(words: Words): Pick<NumberShape, "minimum" | "maximum" | "places"> {
  const minimum = numberOf(words.get("minimum")) ?? numberOf(words.get("exclusiveMinimum"));
  const maximum = numberOf(words.get("maximum")) ?? numberOf(words.get("exclusiveMaximum"));
  const step = words.get("multipleOf");
  const places = step?.type === "scalar" ? placesOf(step.text) : undefined;
  return {
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(places !== undefined && { places }),
  };
}

/** What a multiple of this has after the point: any multiple of `0.05` two digits, of `1e-3` three. */
function placesOf(step: string): number | undefined {
  const [, fraction = "", exponent = "0"] =
    /^[0-9]+(?:\.([0-9]*?)0*)?(?:[eE]([+-]?[0-9]+))?$/.exec(step) ?? [];
  if (!/^[0-9]/.test(step)) return undefined;
  return Math.max(fraction.length - Number(exponent), 0);
}

/** Bounds as the validator takes them. Drafts 4 and OpenAPI 3.0 say `exclusiveMinimum: true` beside `minimum`. */
export function boundsOf(words: Words, reader: Reader): { [keyword: string]: Data } {
  const bounds: { [keyword: string]: Data } = {};
  for (const [keyword, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const bound = numeric(words, keyword, reader);
    const limit = words.get(exclusive);
    const isFlag = limit?.type === "scalar" && (limit.text === "true" || limit.text === "false");
    if (isFlag && limit.text === "true" && bound !== undefined) bounds[exclusive] = bound;
    else if (bound !== undefined) bounds[keyword] = bound;
    if (!isFlag) {
      const value = numeric(words, exclusive, reader);
      if (value !== undefined) bounds[exclusive] = value;
    }
  }
  const multipleOf = numeric(words, "multipleOf", reader);
  if (multipleOf !== undefined && multipleOf > 0) bounds["multipleOf"] = multipleOf;
  else if (multipleOf !== undefined)
    reader.report("WB2104", words.node.span, "`multipleOf` is greater than zero.");
  return bounds;
}

function numeric(words: Words, keyword: string, reader: Reader): number | undefined {
  const node = words.get(keyword);
  if (!node) return undefined;
  const value = numberOf(node);
  if (value === undefined || !Number.isFinite(value)) {
    reader.report("WB2104", node.span, `\`${keyword}\` is a number.`);
    return undefined;
  }
  return value;
}

const sizes = [
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
];

/** Lengths and numbers of items: whole numbers from zero. */
export function sizesOf(words: Words, reader: Reader): { [keyword: string]: Data } {
  const found: { [keyword: string]: Data } = {};
  for (const keyword of sizes) {
    const node = words.get(keyword);
    if (!node) continue;
    const value = numberOf(node);
    if (value !== undefined && Number.isSafeInteger(value) && value >= 0) found[keyword] = value;
    else reader.report("WB2104", node.span, `\`${keyword}\` is a whole number, zero or more.`);
  }
  return found;
}
