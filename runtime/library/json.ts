import { hasLongNumbers } from "./long-numbers.ts";
import { rawNumber } from "./raw-number.ts";

/**
 * The runtime's one reader and writer of JSON bodies: no number changes its value on the way from body to body.
 *
 * Invariants:
 * 1. A number that a double would change is kept as `JSON.rawJSON` of its source text; every other is an ordinary number.
 * 2. `stringifyJson` of what `parseJson` gave has numerically equal numbers everywhere.
 * 3. A body without such numbers costs one look through its text more than `JSON.parse`.
 */

/** Reads a JSON text. Throws `SyntaxError` as `JSON.parse` does. */
export function parseJson(text: string): unknown {
  return hasLongNumbers(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** Whether `parseJson` may keep numbers as raw JSON: then a validator is given a plain `JSON.parse` of the same text. */
export { hasLongNumbers };

/** Writes JSON, raw numbers with their own digits, decimals as their plain text. */
export function stringifyJson(value: unknown): string {
  return JSON.stringify(value);
}

function keepDigits(
  this: unknown,
  _key: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  return sameNumber(source, String(value)) ? value : rawNumber(source);
}

/** Whether two JSON numbers are numerically equal, by their significant digits and their exponent. */
export function sameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  return canonical(a) === canonical(b);
}

function canonical(number: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(number);
  if (!parts) return number; // Infinity: a double too small for the source
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = trimZeros(digits);
  if (significant === "") return "0";
  // BigInt: an exponent in a body may itself have any number of digits.
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}

/** Without trailing zeros. By hand: a regular expression is quadratic on zeros that do not stand at the end. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return digits.slice(0, end);
}
