import { type Amount, isMoney, ofOneCurrency } from "./amount.ts";
import { exact, opaque } from "./exact.ts";
import type { Decimal, DecimalLike, Integer, Maybe, Money } from "./types.ts";

/**
 * -1, 0 or 1: whether the first is less than, equal to or more than the second. Decimals, or money of one currency.
 * @example compare("5000", "5000.00") // 0
 * @example compare("9", "10") // -1
 */
export function compare(a: DecimalLike, b: DecimalLike): Integer;
export function compare<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Integer;
export function compare(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Integer | undefined;
export function compare<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): Integer | undefined;
export function compare(a: Maybe<Amount>, b: Maybe<Amount>): Integer | undefined {
  return a === null || a === undefined || b === null || b === undefined ? undefined : order(a, b);
}

/**
 * Whether two decimals, or two amounts of one currency, are the same number.
 * @example equal("1.10", "1.1") // true
 */
export function equal(a: DecimalLike, b: DecimalLike): boolean;
export function equal<Currency extends string>(a: Money<Currency>, b: Money<Currency>): boolean;
export function equal(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): boolean | undefined;
export function equal<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): boolean | undefined;
export function equal(a: Maybe<Amount>, b: Maybe<Amount>): boolean | undefined {
  return a === null || a === undefined || b === null || b === undefined ? undefined : order(a, b) === 0;
}

/**
 * Whether the first is the second or more.
 * @example atLeast("10.00", 10) // true
 */
export function atLeast(a: DecimalLike, b: DecimalLike): boolean;
export function atLeast<Currency extends string>(a: Money<Currency>, b: Money<Currency>): boolean;
export function atLeast(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): boolean | undefined;
export function atLeast<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): boolean | undefined;
export function atLeast(a: Maybe<Amount>, b: Maybe<Amount>): boolean | undefined {
  return a === null || a === undefined || b === null || b === undefined ? undefined : order(a, b) >= 0;
}

/**
 * The smaller of two decimals, or of two amounts of one currency.
 * @example minimum("2", "10") // "2"
 */
export function minimum(a: DecimalLike, b: DecimalLike): Decimal;
export function minimum<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;
export function minimum(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;
export function minimum<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): Money<Currency> | undefined;
export function minimum(a: Maybe<Amount>, b: Maybe<Amount>): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  return chosen(order(a, b) <= 0 ? a : b);
}

/**
 * The larger of two decimals, or of two amounts of one currency.
 * @example maximum("2", "10") // "10"
 */
export function maximum(a: DecimalLike, b: DecimalLike): Decimal;
export function maximum<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;
export function maximum(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;
export function maximum<Currency extends string>(
  a: Maybe<Money<Currency>>,
  b: Maybe<Money<Currency>>,
): Money<Currency> | undefined;
export function maximum(a: Maybe<Amount>, b: Maybe<Amount>): Amount | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  return chosen(order(a, b) >= 0 ? a : b);
}

function order(a: Amount, b: Amount): Integer {
  if (!isMoney(a) && !isMoney(b)) return exact(a).cmp(exact(b));
  const [x, y] = ofOneCurrency(a, b);
  return exact(x.amount).cmp(exact(y.amount));
}

function chosen(value: Amount): Amount {
  return isMoney(value) ? value : opaque(exact(value));
}
