import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { read, scalarAt } from "./reading.ts";

/** Letters of a scalar stand where `offsetAt` says, whatever quoting and folding did to the rest. */
function assertPlaces(text: string, ...path: readonly string[]): void {
  const result = read(text);
  const scalar = scalarAt(result, ...path);
  for (let at = 0; at < scalar.text.length; at++) {
    const unit = scalar.text[at] ?? "";
    if (/[a-z]/.test(unit))
      assert.equal(text[scalar.offsetAt(at)], unit, JSON.stringify([text, scalar.text, at]));
  }
}

test("plain, quoted and block text keep the place of every letter", () => {
  for (const text of [
    "a: abc def\n",
    "a: abc\n  def\n\n  ghi\n",
    "a: 'abc''def'\n",
    "a: 'abc\n  def\n\n  it''s'\n",
    'a: "abc\\n\\x41def\\u0041\\"ghi"\n',
    'a: "abc \\\n    def\n    ghi"\n',
    "a: |\n  abc\n    def\n\n  ghi\n",
    "a: |-  # why\n  abc\n  def\n",
    "a: >\n  abc\n  def\n\n  ghi\n    jkl\n  mno\n",
    "a: >+\n\n  abc\n\n\n  def\n\n",
    "a: |2\n   abc\n  def\n",
    "a: |\r\n  abc\r\n  def\r\n",
  ]) {
    assertPlaces(text, "a");
  }
});

const words = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 6 });
const gaps = fc.array(fc.constantFrom(" ", "  ", "\n  ", "\n\n  ", " \n   "), { minLength: 6, maxLength: 6 });

test("flow text of any layout keeps its places", () => {
  fc.assert(
    fc.property(words, gaps, fc.constantFrom("", "'", '"'), (parts, between, quote) => {
      const body = parts
        .map((word, index) => word + (index < parts.length - 1 ? between[index] : ""))
        .join("");
      assertPlaces(`a: ${quote}${body}${quote}\n`, "a");
    }),
  );
});

test("block text of any layout keeps its places", () => {
  const line = fc.stringMatching(/^(?: {0,3}[a-z]{1,4}(?: [a-z]{1,3}){0,2})?$/);
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 7 }),
      fc.constantFrom("|", "|-", "|+", ">", ">-", ">+"),
      (lines, header) => {
        const body = [`x`, ...lines].map((each) => (each === "" ? "" : `  ${each}`)).join("\n");
        assertPlaces(`a: ${header}\n${body}\n`, "a");
      },
    ),
  );
});
