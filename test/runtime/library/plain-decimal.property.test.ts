import assert from "node:assert/strict";
import { test } from "node:test";
import { Big } from "big.js";
import * as fc from "fast-check";
import { isShortPlain, plainParts } from "../../../runtime/library/plain-decimal.ts";

const plain = fc.stringMatching(/^-?0{0,4}[0-9]{1,15}(\.[0-9]{1,14}0{0,4})?$/);

test("plain decimals are read as the decimal library reads them", () => {
  fc.assert(
    fc.property(plain, (text) => {
      const { s, e, c } = new Big(text);
      assert.deepEqual(plainParts(text), { s, e, c }, text);
    }),
    { numRuns: 1000, examples: [["0"], ["-0"], ["0.00"], ["-0.010"], ["007"], ["100"]] },
  );
});

test("what is plain is told as the grammar says, and longer text is left to it", () => {
  const grammar = /^-?\d{1,1000}(?:\.\d{1,1000})?$/;
  const text = fc.oneof(plain, fc.stringMatching(/^[-+0-9.e ]{0,12}$/), fc.string());
  fc.assert(
    fc.property(text, (each) => {
      const wanted = each.length > 40 ? undefined : grammar.test(each);
      assert.equal(isShortPlain(each), wanted, each);
      assert.equal(plainParts(each) !== undefined, wanted === true, each);
    }),
    { numRuns: 2000, examples: [[""], ["-"], ["."], ["1."], [".1"], ["1..2"], ["٣"], ["1\n"]] },
  );
});
