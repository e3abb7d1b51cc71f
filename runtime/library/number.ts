import { Failure } from "../contract/failure.ts";
import { exact, rounded, shown } from "./exact.ts";
import { isRawNumber, rawNumber } from "./raw-number.ts";
import type { Decimal, DecimalLike, DecimalOrText, Integer, Maybe, Rounding } from "./types.ts";

/**
 * A decimal as a number of a JSON body, all digits kept: an ordinary number where a double holds them, else `JSON.rawJSON`.
 * The compiler puts it where a schema wants an amount as a JSON number.
 * @internal
 */
export function jsonNumber(value: DecimalLike): Decimal;
export function jsonNumber(value: Maybe<DecimalLike>): Decimal | undefined;
export function jsonNumber(value: Maybe<DecimalLike>): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number" || isRawNumber(value)) return value;
  const amount = exact(value);
  // Fifteen significant digits always survive the way through a double (IEEE 754, DBL_DIG).
  return amount.c.length <= 15 && Math.abs(amount.e) < 300 ? amount.toNumber() : rawNumber(amount.toFixed());
}

/**
 * Text or a decimal as a whole number. Refuses what is no whole number, or has more than 15 digits.
 * @example integer("42") // 42
 * @example integer("3.00") // 3
 */
export function integer(value: DecimalOrText): Integer;
export function integer(value: Maybe<DecimalOrText>): Integer | undefined;
export function integer(value: Maybe<DecimalOrText>): Integer | undefined {
  if (value === null || value === undefined) return undefined;
  const whole = exact(value).toNumber();
  if (Number.isSafeInteger(whole) && exact(value).eq(whole)) return whole;
  throw new Failure("invalid", `${shown(value)} is not a whole number`);
}

/**
 * A decimal as text with exactly that many places after the point, rounded as named: for systems that want `19.90`.
 * @example fixed("19.9", 2, "halfUp") // "19.90"
 */
export function fixed(value: DecimalLike, places: number, rounding: Rounding): string;
export function fixed(value: Maybe<DecimalLike>, places: number, rounding: Rounding): string | undefined;
export function fixed(value: Maybe<DecimalLike>, places: number, rounding: Rounding): string | undefined {
  return value === null || value === undefined
    ? undefined
    : rounded(exact(value), places, rounding).toFixed(places);
}
