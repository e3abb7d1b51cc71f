import type { Data } from "../data.ts";
import type { Shape } from "../shape.ts";

const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/**
 * Bounds and steps of amounts, taken from the schema's own keywords into `x-decimal`, which the validator computes exactly: JSON
 * Schema knows bounds of numbers only, and leaves `multipleOf: 0.01` to binary fractions, where 19.99 is none.
 */
export function decimalRules(
  keywords: { [keyword: string]: Data },
  shape: Shape,
): { [keyword: string]: Data } {
  const options = shape.kind === "union" ? shape.options : [shape];
  const isText = options.some((option) => option.kind === "decimal" && option.wire !== "number");
  const step = keywords["multipleOf"];
  const taken = [
    ...(isText ? bounds : []),
    ...(step !== undefined && (isText || !Number.isInteger(step)) ? ["multipleOf"] : []),
  ];
  const rules = Object.fromEntries(Object.entries(keywords).filter(([keyword]) => taken.includes(keyword)));
  if (Object.keys(rules).length === 0) return keywords;
  const others = Object.fromEntries(Object.entries(keywords).filter(([keyword]) => !taken.includes(keyword)));
  return { ...others, "x-decimal": rules };
}
