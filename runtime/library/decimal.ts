import { type Amount, isMoney, ofOneCurrency } from "./amount.ts";
import { exact, isDecimalText, opaque, quotient, rounded } from "./exact.ts";
import type { Decimal, DecimalLike, DecimalOrText, Maybe, Money, Rounding } from "./types.ts";

/**
 * Reads text or a number as an exact decimal. Text is kept as it is written.
 * @example decimal("19.90") // "19.90"
 * @example decimal(3) // "3"
 */
export function decimal(value: DecimalOrText): Decimal;
export function decimal(value: Maybe<DecimalOrText>): Decimal | undefined;
export function decimal(value: unknown): Decimal | undefined {
  if (value === null || value === undefined) return undefined;
  const written = typeof value === "number" && value !== 0 ? String(value) : value; // zero may have a sign
  if (typeof written === "string" && isDecimalText(written)) return written as Decimal; // plain decimal text is a decimal's wire form
  return opaque(exact(value));
}

/**
 * The sum of two decimals, or of two amounts of one currency.
 * @example add("1.10", "2") // "3.1"
 * @example add(money("1.10", "EUR"), money("2", "EUR")) // { amount: "3.1", currency: "EUR" }
 */
export function add(a: DecimalLike, b: DecimalLike): Decimal;
export function add<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;
export function add(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;
export function add<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): Money<Currency> | undefined;
export function add(a: Maybe<Amount>, b: Maybe<Amount>): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  if (!isMoney(a) && !isMoney(b)) return opaque(exact(a).plus(exact(b)));
  const [x, y] = ofOneCurrency(a, b);
  return { amount: opaque(exact(x.amount).plus(exact(y.amount))), currency: x.currency };
}

/**
 * The first less the second: decimals, or amounts of one currency.
 * @example subtract("5", "1.25") // "3.75"
 */
export function subtract(a: DecimalLike, b: DecimalLike): Decimal;
export function subtract<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;
export function subtract(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;
export function subtract<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): Money<Currency> | undefined;
export function subtract(a: Maybe<Amount>, b: Maybe<Amount>): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  if (!isMoney(a) && !isMoney(b)) return opaque(exact(a).minus(exact(b)));
  const [x, y] = ofOneCurrency(a, b);
  return { amount: opaque(exact(x.amount).minus(exact(y.amount))), currency: x.currency };
}

/**
 * The exact product, not rounded. Money is multiplied by a decimal.
 * @example multiply("19.90", 3) // "59.7"
 * @example multiply(money("19.90", "EUR"), 3) // { amount: "59.7", currency: "EUR" }
 */
export function multiply(a: DecimalLike, b: DecimalLike): Decimal;
export function multiply<Currency extends string>(a: Money<Currency>, b: DecimalLike): Money<Currency>;
export function multiply(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;
export function multiply<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<DecimalLike>,
): Money<Currency> | undefined;
export function multiply(a: Maybe<Amount>, b: Maybe<DecimalLike>): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  if (!isMoney(a)) return opaque(exact(a).times(exact(b)));
  return { amount: opaque(exact(a.amount).times(exact(b))), currency: a.currency };
}

/**
 * The quotient to a number of decimal places, rounded as named. Dividing by zero refuses the message.
 * @example divide("10", "3", 2, "halfEven") // "3.33"
 * @example divide(money("10", "EUR"), 4, 2, "halfUp") // { amount: "2.5", currency: "EUR" }
 */
export function divide(a: DecimalLike, b: DecimalLike, places: number, rounding: Rounding): Decimal;
export function divide<Currency extends string>(
  a: Money<Currency>,
  b: DecimalLike,
  places: number,
  rounding: Rounding,
): Money<Currency>;
export function divide(
  a: Maybe<DecimalLike>,
  b: Maybe<DecimalLike>,
  places: number,
  rounding: Rounding,
): Decimal | undefined;
export function divide<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<DecimalLike>,
  places: number,
  rounding: Rounding,
): Money<Currency> | undefined;
export function divide(
  a: Maybe<Amount>,
  b: Maybe<DecimalLike>,
  places: number,
  rounding: Rounding,
): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  if (!isMoney(a)) return opaque(quotient(exact(a), exact(b), places, rounding));
  return { amount: opaque(quotient(exact(a.amount), exact(b), places, rounding)), currency: a.currency };
}

/**
 * The same with the other sign.
 * @example negate("12.50") // "-12.5"
 */
export function negate(value: DecimalLike): Decimal;
export function negate<Currency extends string>(value: Money<Currency>): Money<Currency>;
export function negate(value: Maybe<DecimalLike>): Decimal | undefined;
export function negate<Currency extends string>(value: Maybe<Money<Currency>>): Money<Currency> | undefined;
export function negate(value: Maybe<Amount>): Amount | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isMoney(value)) return opaque(exact(value).neg());
  return { amount: opaque(exact(value.amount).neg()), currency: value.currency };
}

/**
 * The value without its sign.
 * @example absolute("-12.50") // "12.5"
 */
export function absolute(value: DecimalLike): Decimal;
export function absolute<Currency extends string>(value: Money<Currency>): Money<Currency>;
export function absolute(value: Maybe<DecimalLike>): Decimal | undefined;
export function absolute<Currency extends string>(value: Maybe<Money<Currency>>): Money<Currency> | undefined;
export function absolute(value: Maybe<Amount>): Amount | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isMoney(value)) return opaque(exact(value).abs());
  return { amount: opaque(exact(value.amount).abs()), currency: value.currency };
}

/**
 * Rounded to a number of decimal places, as named.
 * @example round("2.345", 2, "halfEven") // "2.34"
 * @example round(money("2.345", "EUR"), 2, "halfUp") // { amount: "2.35", currency: "EUR" }
 */
export function round(value: DecimalLike, places: number, rounding: Rounding): Decimal;
export function round<Currency extends string>(
  value: Money<Currency>,
  places: number,
  rounding: Rounding,
): Money<Currency>;
export function round(value: Maybe<DecimalLike>, places: number, rounding: Rounding): Decimal | undefined;
export function round<Currency extends string>(
  value: Maybe<Money<Currency>>,
  places: number,
  rounding: Rounding,
): Money<Currency> | undefined;
export function round(value: Maybe<Amount>, places: number, rounding: Rounding): Amount | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isMoney(value)) return opaque(rounded(exact(value), places, rounding));
  return { amount: opaque(rounded(exact(value.amount), places, rounding)), currency: value.currency };
}

/**
 * The sum of a list: decimals, or amounts of one currency. No decimals sum to zero; no money sums to missing, since its currency is unknown.
 * @example sum(["1.10", "2.20"]) // "3.3"
 * @example sum([money("1", "EUR"), money("2", "EUR")]) // { amount: "3", currency: "EUR" }
 */
export function sum(values: readonly DecimalLike[]): Decimal;
export function sum<Currency extends string>(values: readonly Money<Currency>[]): Money<Currency> | undefined;
export function sum(values: Maybe<readonly DecimalLike[]>): Decimal | undefined;
export function sum<Currency extends string>(
  values: Maybe<readonly Money<Currency>[]>,
): Money<Currency> | undefined;
export function sum(values: Maybe<readonly Amount[]>): Amount | undefined {
  if (values === null || values === undefined) return undefined;
  const [first] = values;
  if (!isMoney(first)) return opaque(values.reduce((total, value) => total.plus(exact(value)), exact(0)));
  let total = exact(0);
  for (const value of values) {
    const [, next] = ofOneCurrency(first, value);
    total = total.plus(exact(next.amount));
  }
  return { amount: opaque(total), currency: first.currency };
}

/**
 * A decimal as plain text in the wire's form, whatever form it has at run time. The compiler puts it where a decimal in text is wanted.
 * @internal
 */
export function decimalText(value: DecimalLike): Decimal;
export function decimalText(value: Maybe<DecimalLike>): Decimal | undefined;
export function decimalText(value: Maybe<DecimalLike>): Decimal | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value; // it was validated where it came in
  return exact(value).toFixed() as Decimal; // plain decimal text is a decimal's wire form, and JSON is written twice as fast without a toJSON
}
