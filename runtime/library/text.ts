import { isExact } from "./exact.ts";
import { writtenForm } from "./instant.ts";
import { isRawNumber } from "./raw-number.ts";
import type { DecimalOrText, Instant, Integer, Maybe } from "./types.ts";

/**
 * Any single value as text: all digits of a number, a decimal in plain notation, an instant in RFC 3339.
 * @example text(450789469) // "450789469"
 * @example text(true) // "true"
 */
export function text(value: DecimalOrText | boolean | Instant): string;
export function text(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined;
export function text(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return String(value);
  if (isExact(value)) return value.toFixed();
  if (isRawNumber(value)) return value.rawJSON;
  return writtenForm(value as Instant);
}

/**
 * A value for between the quotes of an OData literal: each quote in it doubled, so that it ends where the literal does. What a
 * template puts between quotes in a path or an OData query option (`$filter`) goes through it by itself.
 * @example odataText("O'Neill") // "O''Neill"
 */
export function odataText(value: DecimalOrText | boolean | Instant): string;
export function odataText(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined;
export function odataText(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined {
  return text(value)?.replaceAll("'", "''");
}

/**
 * At most so many characters of the text; an emoji or an accented letter is never cut in two.
 * @example truncate("Bob Norman", 3) // "Bob"
 */
export function truncate(value: string, length: number): string;
export function truncate(value: Maybe<string>, length: number): string | undefined;
export function truncate(value: Maybe<string>, length: number): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (value.length <= length) return value;
  const cut = value.slice(0, Math.max(0, length));
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/**
 * The text without blanks at both ends, or missing where nothing is left.
 * @example blankToMissing("  ") // undefined
 * @example blankToMissing(" a ") // "a"
 */
export function blankToMissing(value: Maybe<string>): string | undefined {
  return value?.trim() || undefined;
}

/**
 * Without blanks at both ends.
 * @example trim(" a b ") // "a b"
 */
export function trim(value: string): string;
export function trim(value: Maybe<string>): string | undefined;
export function trim(value: Maybe<string>): string | undefined {
  return value?.trim();
}

/**
 * In upper case, by no particular language's rules.
 * @example upper("eur") // "EUR"
 */
export function upper(value: string): string;
export function upper(value: Maybe<string>): string | undefined;
export function upper(value: Maybe<string>): string | undefined {
  return value?.toUpperCase();
}

/**
 * In lower case, by no particular language's rules.
 * @example lower("EUR") // "eur"
 */
export function lower(value: string): string;
export function lower(value: Maybe<string>): string | undefined;
export function lower(value: Maybe<string>): string | undefined {
  return value?.toLowerCase();
}

/**
 * Whether the text has the part in it.
 * @example contains("SO-1001", "10") // true
 */
export function contains(value: string, part: string): boolean;
export function contains(value: Maybe<string>, part: string): boolean | undefined;
export function contains(value: Maybe<string>, part: string): boolean | undefined {
  return value?.includes(part);
}

/**
 * Whether the text begins so.
 * @example startsWith("SO-1001", "SO-") // true
 */
export function startsWith(value: string, part: string): boolean;
export function startsWith(value: Maybe<string>, part: string): boolean | undefined;
export function startsWith(value: Maybe<string>, part: string): boolean | undefined {
  return value?.startsWith(part);
}

/**
 * Whether the text ends so.
 * @example endsWith("invoice.pdf", ".pdf") // true
 */
export function endsWith(value: string, part: string): boolean;
export function endsWith(value: Maybe<string>, part: string): boolean | undefined;
export function endsWith(value: Maybe<string>, part: string): boolean | undefined {
  return value?.endsWith(part);
}

/**
 * The parts between the separators.
 * @example split("a,b", ",") // ["a", "b"]
 */
export function split(value: string, separator: string): readonly string[];
export function split(value: Maybe<string>, separator: string): readonly string[] | undefined;
export function split(value: Maybe<string>, separator: string): readonly string[] | undefined {
  return value?.split(separator);
}

/**
 * The texts in one, with the separator between them; what is missing is left out.
 * @example join(["Bob", undefined, "Norman"], " ") // "Bob Norman"
 */
export function join(values: readonly Maybe<string>[], separator: string): string;
export function join(values: Maybe<readonly Maybe<string>[]>, separator: string): string | undefined;
export function join(values: Maybe<readonly Maybe<string>[]>, separator: string): string | undefined {
  return values?.filter((value) => value !== null && value !== undefined).join(separator);
}

/**
 * The text with every occurrence of a part replaced. The part is plain text, not a pattern.
 * @example replace("1.000.000", ".", "") // "1000000"
 */
export function replace(value: string, part: string, by: string): string;
export function replace(value: Maybe<string>, part: string, by: string): string | undefined;
export function replace(value: Maybe<string>, part: string, by: string): string | undefined {
  return value?.replaceAll(part, () => by);
}

/**
 * Filled up at the start to a length.
 * @example padStart("42", 10, "0") // "0000000042"
 */
export function padStart(value: string, length: number, fill: string): string;
export function padStart(value: Maybe<string>, length: number, fill: string): string | undefined;
export function padStart(value: Maybe<string>, length: number, fill: string): string | undefined {
  return value?.padStart(Math.min(length, longest), fill);
}

/**
 * Filled up at the end to a length.
 * @example padEnd("42", 4, " ") // "42  "
 */
export function padEnd(value: string, length: number, fill: string): string;
export function padEnd(value: Maybe<string>, length: number, fill: string): string | undefined;
export function padEnd(value: Maybe<string>, length: number, fill: string): string | undefined {
  return value?.padEnd(Math.min(length, longest), fill);
}

/** No expression may fill memory by one large number. */
const longest = 10_000;

/**
 * What stands before the first occurrence of a part; all of it where the part does not occur.
 * @example before("1001-NL", "-") // "1001"
 */
export function before(value: string, part: string): string;
export function before(value: Maybe<string>, part: string): string | undefined;
export function before(value: Maybe<string>, part: string): string | undefined {
  const at = value?.indexOf(part) ?? -1;
  return at < 0 ? (value ?? undefined) : value?.slice(0, at);
}

/**
 * What stands after the first occurrence of a part; missing where the part does not occur.
 * @example after("1001-NL", "-") // "NL"
 * @example after("1001", "-") // undefined
 */
export function after(value: Maybe<string>, part: string): string | undefined {
  const at = value?.indexOf(part) ?? -1;
  return at < 0 ? undefined : value?.slice(at + part.length);
}

/**
 * Characters from a position (from 0) up to another (exclusive; negative counts from the end).
 * @example substring("20261124", 0, 4) // "2026"
 */
export function substring(value: string, start: number, end?: number): string;
export function substring(value: Maybe<string>, start: number, end?: number): string | undefined;
export function substring(value: Maybe<string>, start: number, end?: number): string | undefined {
  return value?.slice(start, end);
}

/**
 * The text without leading zeros: `0000012300` of an ERP is item `12300`.
 * @example withoutLeadingZeros("00042") // "42"
 */
export function withoutLeadingZeros(value: string): string;
export function withoutLeadingZeros(value: Maybe<string>): string | undefined;
export function withoutLeadingZeros(value: Maybe<string>): string | undefined {
  return value?.replace(/^0+(?=.)/s, "");
}

/**
 * Whether the text has only the digits 0 to 9, and at least one.
 * @example isDigits("0042") // true
 */
export function isDigits(value: string): boolean;
export function isDigits(value: Maybe<string>): boolean | undefined;
export function isDigits(value: Maybe<string>): boolean | undefined {
  return value === null || value === undefined ? undefined : /^[0-9]+$/.test(value);
}

/**
 * How many characters (UTF-16 code units, as JSON Schema's `maxLength` of ASCII text).
 * @example lengthOf("abc") // 3
 */
export function lengthOf(value: string): Integer;
export function lengthOf(value: Maybe<string>): Integer | undefined;
export function lengthOf(value: Maybe<string>): Integer | undefined {
  return value?.length;
}
