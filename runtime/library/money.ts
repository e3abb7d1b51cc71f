import { Failure } from "../contract/failure.ts";
import { minorUnitDigits } from "./currency.ts";
import { decimal, decimalText } from "./decimal.ts";
import { exact, opaque, shown } from "./exact.ts";
import type { DecimalLike, DecimalOrText, Integer, Maybe, Money } from "./types.ts";

/**
 * An amount of a currency: three upper-case letters of ISO 4217. Refuses what is no amount or no currency.
 * @example money("19.90", "EUR") // { amount: "19.90", currency: "EUR" }
 */
export function money<Currency extends string>(amount: DecimalOrText, currency: Currency): Money<Currency>;
export function money<Currency extends string>(
  amount: Maybe<DecimalOrText>,
  currency: Maybe<Currency>,
): Money<Currency> | undefined;
export function money(amount: Maybe<DecimalOrText>, currency: Maybe<string>): Money | undefined {
  if (amount === null || amount === undefined || currency === null || currency === undefined)
    return undefined;
  if (!isCurrencyCode(currency))
    throw new Failure(
      "invalid",
      `${shown(currency)} is not a currency: three upper-case letters are (ISO 4217)`,
    );
  return { amount: decimalText(decimal(amount)), currency };
}

/** Three upper-case letters. By hand: every amount of a message asks. */
function isCurrencyCode(text: unknown): boolean {
  return (
    typeof text === "string" &&
    text.length === 3 &&
    isUpper(text.charCodeAt(0)) &&
    isUpper(text.charCodeAt(1)) &&
    isUpper(text.charCodeAt(2))
  );
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/**
 * The amount in the currency's smallest unit (cents, pence, yen), by ISO 4217's exponent. Refuses an amount that has more places.
 * @example minorUnits(money("19.90", "EUR")) // 1990
 * @example minorUnits(money("500", "JPY")) // 500
 */
export function minorUnits(value: Money): Integer;
export function minorUnits(value: Maybe<Money>): Integer | undefined;
export function minorUnits(value: Maybe<Money>): Integer | undefined {
  if (value === null || value === undefined) return undefined;
  const amount = exact(value.amount);
  const units = amount.times(`1e${minorUnitDigits(value.currency)}`).toFixed();
  const whole = Number(units);
  if (!Number.isSafeInteger(whole))
    throw new Failure(
      "invalid",
      `${amount.toFixed()} ${value.currency} is not a whole number of the currency's smallest units`,
    );
  return whole;
}

/**
 * Money from the currency's smallest unit, by ISO 4217's exponent. The currency may be written in lower case, as payment providers do.
 * @example fromMinorUnits(1990, "EUR") // { amount: "19.9", currency: "EUR" }
 * @example fromMinorUnits(500, "jpy") // { amount: "500", currency: "JPY" }
 */
export function fromMinorUnits(units: DecimalLike, currency: string): Money;
export function fromMinorUnits(units: Maybe<DecimalLike>, currency: Maybe<string>): Money | undefined;
export function fromMinorUnits(units: Maybe<DecimalLike>, currency: Maybe<string>): Money | undefined {
  if (units === null || units === undefined || currency === null || currency === undefined) return undefined;
  const code = currency.toUpperCase();
  return money(opaque(exact(units).times(`1e-${minorUnitDigits(code)}`)), code);
}
