import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  absolute,
  add,
  compare,
  divide,
  fixed,
  jsonNumber,
  multiply,
  negate,
  round,
  subtract,
  sum,
  text,
} from "../../../runtime/library/index.ts";
import { sameNumber } from "../../../runtime/library/json.ts";
import type { Decimal, Rounding } from "../../../runtime/library/types.ts";

/** The same arithmetic on whole numbers: a decimal is `units` of 10 to the minus `places`. */
interface Rational {
  readonly units: bigint;
  readonly places: number;
}

const rational = fc.record({
  units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  places: fc.integer({ min: 0, max: 20 }),
});

function decimalOf({ units, places }: Rational): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const written = `${units < 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
  return written as Decimal; // plain decimal text by construction
}

function read(value: Decimal): Rational {
  const [whole = "", fraction = ""] = text(value).split(".");
  return { units: BigInt(whole + fraction), places: fraction.length };
}

function atPlaces({ units, places }: Rational, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - places);
}

function same(actual: Decimal, expected: Rational): void {
  const got = read(actual);
  const places = Math.max(got.places, expected.places);
  assert.equal(atPlaces(got, places), atPlaces(expected, places));
}

test("sum, difference and product are those of exact rational numbers", () => {
  fc.assert(
    fc.property(rational, rational, (a, b) => {
      const places = Math.max(a.places, b.places);
      same(add(decimalOf(a), decimalOf(b)), { units: atPlaces(a, places) + atPlaces(b, places), places });
      same(subtract(decimalOf(a), decimalOf(b)), {
        units: atPlaces(a, places) - atPlaces(b, places),
        places,
      });
      same(multiply(decimalOf(a), decimalOf(b)), { units: a.units * b.units, places: a.places + b.places });
      same(negate(decimalOf(a)), { units: -a.units, places: a.places });
      same(absolute(decimalOf(a)), { units: a.units < 0n ? -a.units : a.units, places: a.places });
      assert.equal(
        compare(decimalOf(a), decimalOf(b)),
        Number(atPlaces(a, places) > atPlaces(b, places)) - Number(atPlaces(a, places) < atPlaces(b, places)),
      );
    }),
  );
});

test("a list's sum is the same in any order and however its items came", () => {
  fc.assert(
    fc.property(fc.array(rational), (items) => {
      const total = sum(items.map(decimalOf));
      assert.equal(text(sum(items.toReversed().map((item) => negate(negate(decimalOf(item)))))), text(total));
    }),
  );
});

const roundings: readonly Rounding[] = ["halfUp", "halfEven", "down", "up", "floor", "ceiling"];

/** Division of whole numbers, rounded as named. */
function divided(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const [quotient, rest] = [a / b, a % b];
  const half = rest * 2n === b ? 0 : rest * 2n > b ? 1 : -1;
  const away = {
    down: false,
    up: rest > 0n,
    halfUp: half >= 0 && rest > 0n,
    halfEven: half > 0 || (half === 0 && quotient % 2n === 1n),
    floor: negative && rest > 0n,
    ceiling: !negative && rest > 0n,
  }[rounding];
  const rounded = away ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

test("round and divide round once, from the exact value, in every way there is", () => {
  const places = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(rational, rational, places, fc.constantFrom(...roundings), (a, b, wanted, rounding) => {
      same(round(decimalOf(a), wanted, rounding), {
        units: divided(a.units * 10n ** BigInt(wanted), 10n ** BigInt(a.places), rounding),
        places: wanted,
      });
      if (b.units === 0n) return;
      const units = divided(
        a.units * 10n ** BigInt(wanted + b.places),
        b.units * 10n ** BigInt(a.places),
        rounding,
      );
      same(divide(decimalOf(a), decimalOf(b), wanted, rounding), { units, places: wanted });
    }),
  );
});

test("no result is ever written with an exponent", () => {
  fc.assert(
    fc.property(rational, rational, (a, b) => {
      for (const value of [multiply(decimalOf(a), decimalOf(b)), add(decimalOf(a), decimalOf(b))]) {
        assert.match(JSON.stringify(value), /^"-?\d+(?:\.\d+)?"$/);
        assert.match(JSON.stringify(jsonNumber(value)), /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/);
      }
      assert.match(fixed(decimalOf(a), 2, "halfUp"), /^-?\d+\.\d\d$/);
    }),
  );
});

test("a decimal written as a JSON number is the same number", () => {
  fc.assert(
    fc.property(rational, (a) => {
      const written = JSON.stringify(jsonNumber(decimalOf(a)));
      assert.ok(sameNumber(written, text(decimalOf(a))), written);
    }),
  );
});
