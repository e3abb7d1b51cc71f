import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { sameNumber } from "../../../runtime/library/json.ts";
import { hasLongNumbers } from "../../../runtime/library/long-numbers.ts";

const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,4})?$/);
const token = fc.stringMatching(/^[0-9a-f.e-]{0,40}$/);

test("a number that a double changes is never overlooked, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(token), number, fc.constantFrom("", " ", "\n  "), (tokens, source, blank) => {
      const before = tokens.map((each) => `${JSON.stringify(each)},`).join("");
      if (sameNumber(source, String(Number(source)))) return;
      for (const text of [`[${before}${blank}${source}]`, `{"a":[${before}1],"n":${blank}${source}}`, source])
        assert.ok(hasLongNumbers(text), text);
    }),
    {
      numRuns: 2000,
      examples: [
        [[], "1e309", ""],
        [[], "-1e-400", " "],
        [[], "9007199254740993", ""],
      ],
    },
  );
});

test("digits inside texts are not numbers", () => {
  for (const text of ["b1946ac92492d2347c6235e4444611184", "12345678901234567890", "gid://shop/9e999"])
    assert.equal(hasLongNumbers(JSON.stringify({ id: text, n: 1.5 })), false, text);
});

test("a megabyte of digits is looked through once", () => {
  const started = performance.now();
  assert.equal(hasLongNumbers(`"a${"1".repeat(1_000_000)}"`), false);
  assert.equal(hasLongNumbers(`"a${"1e100".repeat(200_000)}"`), false);
  assert.ok(performance.now() - started < 1000);
});
