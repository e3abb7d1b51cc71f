import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, format } from "../../../compiler/format/index.ts";

const cases: readonly (readonly [sentence: string, before: string, after: string])[] = [
  [
    "a document's keys come in order, each with the comments above it",
    "# About orders.\nspec: # what it says\n  a: 1\n  # ends spec\n# its name\nmetadata: { name: x }\nkind: Policy\n# the end\n",
    "# About orders.\nkind: Policy\n# its name\nmetadata: { name: x }\nspec: # what it says\n  a: 1\n  # ends spec\n# the end\n",
  ],
  ["other keys come last", "extra: 1\nkind: Policy\nspec: {}\n", "kind: Policy\nspec: {}\nextra: 1\n"],
  [
    "each document of a file is put in order by itself",
    "metadata: { name: x }\nkind: Policy\n\n---\n\nspec: {}\nkind: Route\n",
    "kind: Policy\nmetadata: { name: x }\n\n---\n\nkind: Route\nspec: {}\n",
  ],
  [
    "an alias stays behind its anchor",
    "spec: { a: &a 1 }\nmetadata: { name: *a }\nkind: Policy\n",
    "spec: { a: &a 1 }\nmetadata: { name: *a }\nkind: Policy\n",
  ],
  ["a level is two blanks", "spec:\n    a:\n        b: 1\n    c: 2\n", "spec:\n  a:\n    b: 1\n  c: 2\n"],
  [
    "lists stand below their key, indented",
    "a:\n- x\n-   y: 1\n    z: 2\n- - p\n  - q\n",
    "a:\n  - x\n  - y: 1\n    z: 2\n  - - p\n    - q\n",
  ],
  [
    "braces have one blank, brackets none",
    "a: {b : 1,  c:   [ 2 ,3 ],d: {}, e: [ ]}\n",
    "a: { b: 1, c: [2, 3], d: {}, e: [] }\n",
  ],
  [
    "a flow collection keeps its lines and moves with its key",
    "a:\n    b: {\n        c: 1,\n      }\n",
    "a:\n  b: {\n      c: 1,\n    }\n",
  ],
  [
    "quotes, escapes and numbers stay as they are written",
    `a: "\\u0041"\nb: 'it''s'\nc: 00\nd: 1.50\ne: ~\n`,
    `a: "\\u0041"\nb: 'it''s'\nc: 00\nd: 1.50\ne: ~\n`,
  ],
  ["an expression keeps its inner blanks", "a: =x  +   y\n", "a: =x  +   y\n"],
  [
    "block scalars move with their key, deeper lines stay deeper",
    "a:\n    b: |\n         one\n           two\n\n         three\n    c: >-\n     folded\n",
    "a:\n  b: |\n    one\n      two\n\n    three\n  c: >-\n    folded\n",
  ],
  [
    "a block scalar with a fixed depth keeps it",
    "a:\n    b: |2\n        deep\n      text\n",
    "a:\n  b: |2\n      deep\n    text\n",
  ],
  [
    "kept line breaks at the end of a block scalar are kept",
    "a: |+\n  x\n\n\nb: 1\n",
    "a: |+\n  x\n\n\nb: 1\n",
  ],
  ["text over several lines moves with its key", "a:\n    b: one\n      two\n", "a:\n  b: one\n    two\n"],
  [
    "one blank line stays, more become one",
    "a: 1\n\n\n\nb: 2\n\n# c\n\nc: 3\n",
    "a: 1\n\nb: 2\n\n# c\n\nc: 3\n",
  ],
  [
    "comments stand with what they stood with",
    "a:\n    # first\n    b: 1\n    # last\n# next\nc: 1   # aside\n",
    "a:\n  # first\n  b: 1\n  # last\n# next\nc: 1   # aside\n",
  ],
  ["blanks at line ends go, and a file ends with one line break", "a: 1  \n  \nb: 2", "a: 1\n\nb: 2\n"],
  ["line breaks of Windows become line feeds", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", "a: |\n  x\n  y\nb: 1\n"],
  ["an alias as a key keeps its blank", "a: &k x\n*k : 1\n", "a: &k x\n*k : 1\n"],
  [
    "directives and ends of documents stay",
    "%YAML 1.2\n---\na: 1\n...\n---   # two\nb: 2\n",
    "%YAML 1.2\n---\na: 1\n...\n---   # two\nb: 2\n",
  ],
];

for (const [sentence, before, after] of cases) {
  test(`format: ${sentence}`, () => {
    assert.equal(canonical(before), after);
    assert.equal(canonical(after), after);
    assert.equal(format({ path: "spec.yaml", text: before }), after);
  });
}

test("format: what is not YAML is given back as it is", () => {
  const text = "kind:   Policy\nspec: { a: [1 }\n";
  assert.equal(format({ path: "spec.yaml", text }), text);
});
