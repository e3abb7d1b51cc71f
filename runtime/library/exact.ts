import { Big } from "big.js";
import { Failure } from "../contract/failure.ts";
import { isShortPlain, plainParts } from "./plain-decimal.ts";
import { isRawNumber } from "./raw-number.ts";
import type { Decimal, Rounding } from "./types.ts";

/**
 * The one door to the decimal library (big.js). Values made here are `Big` objects: they chain through library functions without
 * being read again, and their `toJSON` gives plain decimal text.
 */
const Exact = Big();
Exact.PE = 1e6; // never exponent notation
Exact.NE = -1e6;

export type Exact = Big;

const plain = /^-?\d{1,1000}(?:\.\d{1,1000})?$/;
/** JSON's number grammar, exponents of at most three digits: no short text may become a gigabyte of zeros. */
const jsonNumber = /^-?\d{1,1000}(?:\.\d{1,1000})?(?:[eE][+-]?\d{1,3})?$/;

/** Plain decimal text: what a contract's decimal is on the wire. */
export function isDecimalText(text: string): boolean {
  return isShortPlain(text) ?? plain.test(text);
}

const origin = new Exact(0);

/** Reads text that is short and plain without the library's reader. */
function readPlain(text: string): Exact | undefined {
  const parts = plainParts(text);
  if (!parts) return undefined;
  const value = new Exact(origin);
  value.s = parts.s;
  value.e = parts.e;
  value.c = parts.c;
  return value;
}

/** Reads any run-time form of a decimal. Refuses (class `invalid`) what is none. */
export function exact(value: unknown): Exact {
  if (value instanceof Exact) return value;
  if (typeof value === "string") {
    const read = readPlain(value);
    if (read) return read;
    if (plain.test(value)) return new Exact(value);
  } else if (typeof value === "number") {
    if (Number.isFinite(value))
      return (value === 0 ? undefined : readPlain(String(value))) ?? new Exact(value); // zero may have a sign
  } else if (isRawNumber(value) && jsonNumber.test(value.rawJSON)) {
    return new Exact(value.rawJSON);
  }
  throw new Failure("invalid", `${shown(value)} is not a decimal`);
}

export function isExact(value: unknown): value is Exact {
  return value instanceof Exact;
}

/** Decimals are opaque to TypeScript: this is where a value of the decimal library becomes one. */
export function opaque(value: Exact): Decimal {
  return value as unknown as Decimal;
}

const toward: Readonly<Record<Rounding, (value: Exact) => 0 | 1 | 2 | 3>> = {
  down: () => 0,
  halfUp: () => 1,
  halfEven: () => 2,
  up: () => 3,
  floor: (value) => (value.s < 0 ? 3 : 0),
  ceiling: (value) => (value.s < 0 ? 0 : 3),
};

/** `places` after the point, at most 1000, negative for tens and hundreds. */
export function rounded(value: Exact, places: number, rounding: Rounding): Exact {
  return value.round(checkedPlaces(places), modeOf(rounding, value));
}

/** Quotient to `places`, rounded once, from the exact quotient. */
export function quotient(dividend: Exact, divisor: Exact, places: number, rounding: Rounding): Exact {
  if (divisor.eq(0)) throw new Failure("invalid", `${dividend.toFixed()} is divided by zero`);
  Exact.DP = Math.max(0, checkedPlaces(places));
  // The sign of a quotient is known before it is computed, so floor and ceiling need no second rounding.
  const sign = new Exact(dividend.s * divisor.s);
  Exact.RM = modeOf(rounding, sign);
  return dividend.div(divisor);
}

function modeOf(rounding: Rounding, value: Exact): 0 | 1 | 2 | 3 {
  const mode = toward[rounding] as ((value: Exact) => 0 | 1 | 2 | 3) | undefined; // a Function may pass unchecked text
  if (!mode) throw new Failure("invalid", `${shown(rounding)} is no way to round`);
  return mode(value);
}

function checkedPlaces(places: number): number {
  if (Number.isInteger(places) && places >= -1000 && places <= 1000) return places;
  throw new Failure("invalid", `${shown(places)} is no number of decimal places`);
}

/** A value in a message: quoted, cut at 60 characters. */
export function shown(value: unknown): string {
  if (isRawNumber(value)) return value.rawJSON.slice(0, 60);
  const text = typeof value === "string" ? JSON.stringify(value) : plainly(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function plainly(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "null" : typeof value === "object" ? "an object" : typeof value;
}
