import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, read } from "./reading.ts";

test("scalars stay source text", () => {
  const { documents } = read("a: 00\nb: 2.10\nc: 12345678901234567890\nd: 2026-11-24\ne: yes\nf: 0x1F\n");
  assert.deepEqual(plain(documents[0]?.node), {
    a: "00",
    b: "2.10",
    c: "12345678901234567890",
    d: "2026-11-24",
    e: "yes",
    f: "0x1F",
  });
});

test("aliases stand for the anchor's own node, merge keys for what the map does not say itself", () => {
  const { documents, told } = read("x: &x { b: 1, c: 2 }\ny: { <<: *x, c: 3 }\nz: [*x]\n");
  assert.deepEqual(told, []);
  assert.deepEqual(plain(documents[0]?.node), {
    x: { b: "1", c: "2" },
    y: { c: "3", b: "1" },
    z: [{ b: "1", c: "2" }],
  });
});

test("each mistake is told at its own place, once", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["a:\n\tb: 1\n", ["WB1011 2:1 \t"]],
    ["a: 1\nb: 2\na: 3\n", ["WB1012 3:1 a"]],
    ["a: !x 1\n", ["WB1018 1:4 !x"]],
    ["a: *b\n", ["WB1014 1:4 *b"]],
    ["a: &b [*b]\n", ["WB1014 1:8 *b"]],
    ["? [x]\n: 1\n", ["WB1017 1:3 [x]"]],
    ["a: 'x\nb: 1\n", ["WB1010 1:4 '"]],
    ["a: @x\n", ["WB1010 1:4 @x"]],
    ["a: b: c\n", ["WB1010 1:4 b: c"]],
    ["a: 1\n  b: 2\n", ["WB1010 2:3 b"]],
    ['a: "\\d"\n', ["WB1010 1:5 \\d"]],
  ];
  for (const [text, told] of cases) assert.deepEqual(read(text).told, told);
});

test("one file tells of all its documents, and keeps those that are whole", () => {
  const { told, documents } = read("a: [1\n---\nb: 2\n---\nc: @x\n");
  assert.equal(told.length, 2);
  assert.deepEqual(
    documents.map(({ broken }) => broken),
    [true, false, true],
  );
});

test("a misspelt alias gets the nearest anchor", () => {
  const { diagnostics } = read("a: &short 1\nb: *shrot\n");
  assert.equal(diagnostics[0]?.help, 'Did you mean "*short"?');
});
