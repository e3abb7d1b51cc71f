import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { parseJson, stringifyJson, text } from "../../../runtime/library/index.ts";
import { sameNumber } from "../../../runtime/library/json.ts";

const digits = fc.stringMatching(/^[0-9]{1,40}$/);
/** Any number of JSON's grammar (RFC 8259, section 6). */
const number = fc
  .record({
    sign: fc.constantFrom("", "-"),
    whole: digits,
    fraction: fc.option(digits),
    exponent: fc.option(
      fc.record({ e: fc.constantFrom("e", "E", "e+", "e-"), power: fc.integer({ min: 0, max: 400 }) }),
    ),
  })
  .map(
    ({ sign, whole, fraction, exponent }) =>
      `${sign}${whole.replace(/^0+(?=\d)/, "")}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : exponent.e + exponent.power}`,
  );

test("every number is numerically unchanged from body to body", () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 5 }), (numbers) => {
      const body = `{"a":[${numbers.join(",")}],"b":{"c":${numbers[0] ?? "0"}}}`;
      const written = stringifyJson(parseJson(body));
      const back = [...written.matchAll(/(?<=[[,:])-?\d[^,\]}]*/g)].map(([found]) => found);
      for (const [index, source] of numbers.entries())
        assert.ok(sameNumber(source, back[index] ?? ""), `${source} became ${back[index]}`);
    }),
  );
});

test("what is no number is read and written as by JSON itself", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const body = JSON.stringify(value);
      assert.equal(stringifyJson(parseJson(body)), JSON.stringify(JSON.parse(body)));
    }),
  );
});

test("two numbers are the same where their values are, however they are written", () => {
  for (const [a, b] of [
    ["1", "1.0"],
    ["1e2", "100"],
    ["0.1E1", "1"],
    ["-0", "0"],
    ["120e-1", "12"],
    ["0e999999", "0"],
  ] as const)
    assert.ok(sameNumber(a, b), `${a} ${b}`);
  for (const [a, b] of [
    ["1", "-1"],
    ["1e2", "10"],
    ["12345678901234567890", "12345678901234567168"],
    ["1e400", "Infinity"],
  ] as const)
    assert.ok(!sameNumber(a, b), `${a} ${b}`);
});

test("an identifier of twenty digits keeps all of them, in text and in a body", () => {
  const order = parseJson('{"id":12345678901234567890,"total":19.90}') as {
    readonly id: number;
    readonly total: number;
  };
  assert.equal(text(order.id), "12345678901234567890");
  assert.equal(stringifyJson(order), '{"id":12345678901234567890,"total":19.9}');
});

test("a broken body is refused as by JSON itself", () => {
  for (const body of ["", "{", '{"a":1234567890123456789', "[1,]", "nul"])
    assert.throws(() => parseJson(body), SyntaxError);
});

test("a long run of digits takes no longer than its length", () => {
  const start = performance.now();
  parseJson(`[${"1".repeat(200_000)}, ${"1".repeat(100)}${"0".repeat(100_000)}1]`);
  assert.ok(performance.now() - start < 2000);
});
