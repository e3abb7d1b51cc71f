import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../../../../compiler/passes/parse/index.ts";

function run(files: Readonly<Record<string, string>>) {
  const { output, diagnostics } = parse(
    new Map(Object.entries(files).map(([path, text]) => [path, { path, text }])),
  );
  return {
    files: output.documents.map(({ file }) => file),
    resources: [...output.resources.keys()],
    codes: diagnostics.map(({ code }) => code),
    documents: output.documents,
  };
}

test("a file is a spec by what is in it, not by where it lies, but for schemas, examples and OpenAPI documents", () => {
  const { files, resources, codes } = run({
    "a/spec.yaml": "kind: A\n",
    "version.yml": "apiVersion: x\n",
    "nameless.yaml": "metadata: {}\nspec: {}\n",
    "schemas/kind.yaml": "kind: A\n",
    "a/examples/order.yaml": "kind: [\n",
    "vendor.yaml": "openapi: 3.1.0\nkind: [1\n",
    "table.csv": "kind,a\n",
    "other.yaml": "name: kind\n",
  });
  assert.deepEqual(files, ["a/spec.yaml", "version.yml", "nameless.yaml"]);
  assert.deepEqual(resources, [
    "schemas/kind.yaml",
    "a/examples/order.yaml",
    "vendor.yaml",
    "table.csv",
    "other.yaml",
  ]);
  assert.deepEqual(codes, []);
});

test("a document with a YAML error is kept, marked, so that references to it can stay silent", () => {
  const { documents, codes } = run({ "spec.yaml": "kind: A\nspec: [1\n---\nkind: B\n" });
  assert.deepEqual(
    documents.map(({ broken }) => broken === true),
    [true, false],
  );
  assert.deepEqual(codes, ["WB1010"]);
});

test("what is no map among documents is told", () => {
  assert.deepEqual(run({ "spec.yaml": "kind: A\n---\n- a\n---\ntext\n" }).codes, ["WB1101", "WB1101"]);
});
