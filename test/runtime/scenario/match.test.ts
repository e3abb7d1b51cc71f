import { strict as assert } from "node:assert";
import { test } from "node:test";
import type { Json } from "../../../runtime/contract/json.ts";
import { parseJson } from "../../../runtime/library/json.ts";
import { describe, differences } from "../../../runtime/scenario/match.ts";

test("what is said must be there; in a partial match there may be more", () => {
  assert.deepEqual(differences({ a: 1 }, { a: 1, b: 2 }, "partial"), []);
  assert.deepEqual(differences({ a: 1 }, { a: 1, b: 2 }, "exact"), [
    { path: "b", expected: undefined, actual: 2 },
  ]);
});

test("lists have the same length and order", () => {
  assert.deepEqual(
    differences([1, 2], [2, 1], "partial").map(({ path }) => path),
    ["[0]", "[1]"],
  );
  assert.deepEqual(
    differences({ lines: [{ sku: "a" }] }, { lines: [{ sku: "a" }, { sku: "b" }] }, "partial").map(
      ({ path }) => path,
    ),
    ["lines[1]"],
  );
});

test("decimals in text are equal by value, codes with leading zeros are not", () => {
  assert.deepEqual(differences({ amount: "2.50" }, { amount: "2.5" }, "exact"), []);
  assert.deepEqual(differences("-0.0", "0", "exact"), []);
  assert.equal(differences("0400", "400", "exact").length, 1);
  assert.equal(differences("199.00", "199.01", "exact").length, 1);
});

test("a difference is told with its path, both sides and in short", () => {
  assert.equal(
    describe(differences({ total: { amount: "1.00" } }, { total: { amount: "2.00" } }, "exact")),
    'total.amount: expected "1.00", got "2.00"',
  );
  assert.match(
    describe(
      differences(
        Array.from({ length: 12 }, (_, index) => index),
        [],
        "exact",
      ),
    ),
    /and 2 more$/,
  );
});

test("numbers of more digits than a double keeps are equal by all of them", () => {
  const read = (text: string) => parseJson(text) as Json;
  assert.deepEqual(differences(read("12345678901234567890"), read("12345678901234567890"), "exact"), []);
  assert.equal(differences(read("12345678901234567890"), read("12345678901234567891"), "exact").length, 1);
  assert.deepEqual(differences(read("1e20"), read("100000000000000000000"), "exact"), []);
});
