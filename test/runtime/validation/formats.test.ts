import assert from "node:assert/strict";
import { test } from "node:test";
import ajvFormats from "ajv-formats/dist/formats.js";
import * as fc from "fast-check";
import { codePoints, formats, keepsDecimalRules } from "../../../runtime/validation/index.ts";

const full = ajvFormats.fullFormats["date-time"] as { validate: (text: string) => boolean }; // as the library has it
const dateTime = formats["date-time"] as (text: string) => boolean; // a function, as its calendar needs

test("the quick look at a date-time says yes only where the calendar does", () => {
  const part = (low: number, high: number) =>
    fc.integer({ min: low, max: high }).map((number) => String(number).padStart(2, "0"));
  const text = fc.tuple(
    part(0, 14),
    part(0, 33),
    part(0, 25),
    part(0, 61),
    part(0, 61),
    fc.constantFrom("Z", "+01:00", "-23:59", "+24:00", "", "z", ".5Z"),
  );
  fc.assert(
    fc.property(text, ([month, day, hour, minute, second, zone]) => {
      const instant = `2024-${month}-${day}T${hour}:${minute}:${second}${zone}`;
      assert.equal(dateTime(instant), full.validate(instant), instant);
    }),
    { numRuns: 2000 },
  );
});

test("length is counted in code points", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) =>
      assert.equal(codePoints(text), Array.from(text).length),
    ),
  );
  assert.equal(codePoints("\ud83d"), 1);
});

test("steps of amounts are exact, with any number of digits and with exponents", () => {
  assert.equal(keepsDecimalRules("100000000000000000000000000000.01", { multipleOf: 0.01 }), true);
  assert.equal(keepsDecimalRules("100000000000000000000000000000.015", { multipleOf: 0.01 }), false);
  assert.equal(keepsDecimalRules(1e-7, { multipleOf: 1e-7 }), true);
  assert.equal(keepsDecimalRules(1e21, { minimum: 1e21, exclusiveMaximum: 2e21 }), true);
  assert.equal(keepsDecimalRules("no decimal", { minimum: 1 }), true);
  assert.equal(keepsDecimalRules("9".repeat(1_000_000), { minimum: 1 }), false);
});
