import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { formatYaml } from "../../../compiler/format/index.ts";
import { sameMeaning } from "../../../compiler/format/meaning.ts";

function formatted(text: string): string {
  const result = formatYaml(text);
  assert.ok("text" in result, JSON.stringify(result));
  return result.text;
}

test("keys of a document come in their order, and what stands above the first stays at the top", () => {
  assert.equal(
    formatted("# why\nspec: {}\nkind: Policy\n# named so\nmetadata: {name: a}\napiVersion: waybill.dev/v1\n"),
    "# why\napiVersion: waybill.dev/v1\nkind: Policy\n# named so\nmetadata: { name: a }\nspec: {}\n",
  );
});

test("two spaces indent, lists stand under their key deeper, and one blank line is enough", () => {
  assert.equal(
    formatted("kind: A\n\n\n\nspec:\n    steps:\n    - a:   1\n      b: [1,2]   # both\n"),
    "kind: A\n\nspec:\n  steps:\n    - a: 1\n      b: [1, 2] # both\n",
  );
});

test("how a scalar is written is not changed", () => {
  const text = `kind: A
spec:
  a: 0x10
  b: 'single'
  c: "\\u0041\\t"
  d: 2.10
  e: ~
  f:
  g: =a +
    b
  h: |-
    x
      y

    z
  i: >
    one
    two
`;
  assert.equal(formatted(text), text);
});

test("an order that has a meaning stays: an anchor comes before its aliases", () => {
  const text = "spec: &a { x: 1 }\nkind: A\nmetadata: *a\n";
  assert.equal(formatted(text), text);
});

test("several documents stay apart", () => {
  assert.equal(formatted("---\nkind: A\n---\n\nkind:  B\n"), "kind: A\n---\nkind: B\n");
});

test("what is not YAML is told, not formatted", () => {
  const result = formatYaml("kind: A\nspec: { a: [1 }\n", "a.yaml");
  assert.ok("diagnostics" in result);
  assert.deepEqual(
    result.diagnostics.map(({ code, span }) => [code, span.file]),
    [["WB1010", "a.yaml"]],
  );
});

test("specs of the reference estate keep their meaning and comments, and formatting twice changes nothing", () => {
  for (const path of globSync("integrations/**/*.yaml")) {
    const text = readFileSync(path, "utf8");
    const once = formatted(text);
    assert.ok(sameMeaning(text, once), path);
    assert.equal(formatted(once), once, path);
  }
});
