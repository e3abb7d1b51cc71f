import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, read, scalarAt } from "./reading.ts";

const cases: readonly (readonly [written: string, line: string])[] = [
  ["a: { b: =f(b, c) }", 'a: { b: "=f(b, c)" }'],
  ["a: { b: =x ? y : z }", 'a: { b: "=x ? y : z" }'],
  ["a: { b: =x[0], c: =y[1] }", 'a: { b: "=x[0]", c: "=y[1]" }'],
  ["a: { b: ={ c: 1 } }", 'a: { b: "={ c: 1 }" }'],
  ["a: { b: =f({ b: 1 }), c: =g('x', 2) }", 'a: { b: "=f({ b: 1 })", c: "=g(\'x\', 2)" }'],
  ['a: {b: =c == "x" ? [] : d, e: 1}', "a: {b: '=c == \"x\" ? [] : d', e: 1}"],
  ["- =x ? y : z", '- "=x ? y : z"'],
  ["a: =x ? y : z # why", 'a: "=x ? y : z" # why'],
  ['a: =f("b: c")', "a: '=f(\"b: c\")'"],
  ['a: =f(" #1")', "a: '=f(\" #1\")'"],
  ["a: =`x: ${f({ a: 1 })} y`", 'a: "=`x: ${f({ a: 1 })} y`"'],
  ["a: =f(\"it's: \", '\\\\')", "a: '=f(\"it''s: \", ''\\\\'')'"],
];

for (const [written, line] of cases) {
  test(`${written} is told to be written as ${line}`, () => {
    const { diagnostics, documents, told } = read(`${written}\n`);
    assert.ok(told.every((each) => each.startsWith("WB1013 1:")));
    for (const { help } of diagnostics) assert.equal(help, `Write the line as: ${line}`);
    assert.equal(documents[0]?.broken, false);
    const repaired = read(`${line}\n`);
    assert.deepEqual(repaired.told, []);
    assert.deepEqual(plain(documents[0]?.node), plain(repaired.documents[0]?.node));
  });
}

test("what an expression that was cut says keeps its places in the file", () => {
  const result = read("a: { b: =f(it, 'x') }\nc: =g(h)\n");
  const scalar = scalarAt(result, "a", "b");
  for (let at = 0; at < scalar.text.length; at++)
    assert.equal(result.text[scalar.offsetAt(at)], scalar.text[at]);
  const after = scalarAt(result, "c");
  assert.equal(result.text.slice(after.span.start, after.span.end), "=g(h)");
});

test("the fix quotes the expression and nothing else", () => {
  const { text, diagnostics } = read("a: { b: =f(b, c) }\n");
  const [edit] = diagnostics[0]?.fix?.edits ?? [];
  assert.ok(edit);
  assert.equal(
    text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end),
    'a: { b: "=f(b, c)" }\n',
  );
});

test("an expression that YAML leaves whole is left alone", () => {
  for (const text of [
    "a: =f(b, c)",
    "a: =[1, 2]",
    "a: =x # why",
    '{ a: =x == "NL", b: 1 }',
    "a: =x\n  + 1",
    "a: =f(b",
    '{ a: "=f(b, c)" }',
    "a: == ok: no",
  ]) {
    const { told } = read(`${text}\n`);
    assert.ok(
      told.every((each) => !each.startsWith("WB1013")),
      text,
    );
  }
});

test("brackets that never close are told without guessing where the expression ends", () => {
  const { told, diagnostics } = read("a: { b: =f(b, c }\nd: 1\n");
  assert.deepEqual(told, ["WB1013 1:9 ="]);
  assert.equal(diagnostics[0]?.fix, undefined);
});
