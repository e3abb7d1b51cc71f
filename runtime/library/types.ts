/** The types that expressions, Functions and generated code speak of. */

declare const decimalBrand: unique symbol;
declare const instantBrand: unique symbol;

/** What a library function makes, or what a contract carries: an exact decimal. Not a `number`; never joined or compared by operators. */
export interface OpaqueDecimal {
  readonly [decimalBrand]: true;
}

/**
 * An exact decimal. At run time it is plain decimal text, a number of a JSON body (`JSON.rawJSON` where it has many digits), or a
 * value of the decimal library whose `toJSON` gives plain text. All library functions take all of these.
 */
export type Decimal = OpaqueDecimal | `${number}`;

/** What counts as a decimal where one is wanted: also an integer field, and a literal. */
export type DecimalLike = Decimal | number;

/** A decimal, or text that is to be read as one. */
export type DecimalOrText = OpaqueDecimal | string | number;

/** A whole number. One with more digits than a double holds is kept as `JSON.rawJSON`; `text()` gives all its digits. */
export type Integer = number;

/** Money in its wire form. */
export interface Money<Currency extends string = string> {
  readonly amount: Decimal;
  readonly currency: Currency;
}

/** RFC 3339 date-time with an offset, as text at run time. */
export interface Instant {
  readonly [instantBrand]: true;
}

/** A value that may be absent. Library functions give missing for missing. */
export type Maybe<T> = T | null | undefined;

/**
 * `halfUp` away from zero at a tie, `halfEven` to the even neighbour (bankers'), `down` towards zero, `up` away from zero,
 * `floor` towards minus infinity, `ceiling` towards plus infinity.
 */
export type Rounding = "halfUp" | "halfEven" | "down" | "up" | "floor" | "ceiling";

export type { Json } from "../contract/json.ts";
