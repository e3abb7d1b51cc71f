import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { parse } from "../../../compiler/passes/parse/index.ts";
import { validate } from "../../../compiler/passes/validate/index.ts";
import { read } from "./reading.ts";

/** Far above what a busy machine needs, far below what a quadratic reader takes. */
const soon = 3000;

function parseAndValidate(text: string): void {
  const started = performance.now();
  const { output, diagnostics } = parse(new Map([["spec.yaml", { path: "spec.yaml", text }]]));
  const validated = validate(output.documents);
  for (const { span } of [...diagnostics, ...validated.diagnostics]) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
  }
  assert.ok(performance.now() - started < soon, "in time");
}

const specs = [
  "integrations/orders/web-orders.yaml",
  "integrations/finance/sap.yaml",
  "integrations/estate.yaml",
].map((path) => readFileSync(path, "utf8").slice(0, 3000));
const pieces = fc.constantFrom(
  "\t",
  "[",
  "]",
  "{",
  "}",
  ": ",
  "\n",
  " #",
  "'",
  '"',
  "=",
  "&a ",
  "*a",
  "- ",
  "? ",
  "|",
  ">",
  "<<: ",
  "!x ",
  "%",
  "---\n",
  "...\n",
  "\r",
  "\0",
  "\u2028",
  "\ud800",
  "__proto__: 1\n",
  "=f(a, b)",
);

test("specs with anything put in or cut out never crash the compiler's front, and every place is in the file", () => {
  const edits = fc.array(fc.tuple(fc.nat(3000), fc.nat(20), pieces), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...specs), edits, (spec, changes) => {
      let text = spec;
      for (const [at, cut, piece] of changes) text = text.slice(0, at) + piece + text.slice(at + cut);
      parseAndValidate(text);
    }),
    { numRuns: 300 },
  );
});

test("no text at all crashes it", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
      ),
      (text) => {
        parseAndValidate(`kind: ${text}`);
        parseAndValidate(`kind: Policy\nmetadata: {name: a}\n${text}`);
      },
    ),
    { numRuns: 300 },
  );
});

test("deep nesting is told, not followed", () => {
  for (const text of [
    "[".repeat(100_000),
    "- ".repeat(100_000),
    "{a: ".repeat(20_000),
    "? ".repeat(20_000),
    `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  ]) {
    assert.ok(read(`kind: ${text}`).told.length > 0);
    parseAndValidate(`kind: Policy\nspec: ${text}`);
  }
});

test("aliases of aliases are told, not written out", () => {
  const lines = Array.from(
    { length: 30 },
    (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`,
  );
  const { told, documents } = read(`a0: &a0 [x]\n${lines.join("\n")}\n`);
  assert.deepEqual(
    told.map((each) => each.slice(0, 6)),
    ["WB1015"],
  );
  assert.deepEqual(documents, []);
});

test("twenty thousand keys, half of them twice, take well under a second", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index % 10_000}: 1`).join("\n");
  const started = performance.now();
  assert.equal(read(text).told.length, 10_000);
  assert.ok(performance.now() - started < 2000);
});

test("thousands of expressions that are cut are found in time", () => {
  parseAndValidate(`kind: Policy\nspec:\n${"  - { a: =f(b, c) }\n".repeat(2000)}`);
  parseAndValidate(`kind: Policy\nspec:\n${"  - =(\n".repeat(2000)}`);
});
