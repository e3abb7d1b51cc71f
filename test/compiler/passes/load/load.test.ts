import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { load } from "../../../../compiler/passes/load/index.ts";

function folder(context: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), "waybill-load-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

test("what a spec can be or refer to is read in the order of its path; what is generated or hidden is not", (context) => {
  const root = folder(context, {
    "b.yaml": "b",
    "a/z.json": "{}",
    "a/y.csv": "",
    "f.ts": "",
    "node_modules/x.ts": "",
    "build/x.ts": "",
    ".git/x.yaml": "",
    "readme.md": "",
  });
  const { output, diagnostics } = load(root);
  assert.deepEqual([...output.keys()], ["a/y.csv", "a/z.json", "b.yaml", "f.ts"]);
  assert.deepEqual(diagnostics, []);
});

test("a file that is not UTF-8 is told and left out, one with a byte order mark is read without it", (context) => {
  const root = folder(context, { "latin.csv": Buffer.from("café", "latin1"), "marked.csv": "\uFEFFa,b\n" });
  const { output, diagnostics } = load(root);
  assert.deepEqual([...output.values()], [{ path: "marked.csv", text: "a,b\n" }]);
  assert.deepEqual(
    diagnostics.map(({ code, span }) => [code, span.file]),
    [
      ["WB1003", "latin.csv"],
      ["WB1004", "marked.csv"],
    ],
  );
});

test("a link within the folder is followed, once; one that leads out, or nowhere, is told", (context) => {
  const root = folder(context, { "a/one.yaml": "x" });
  symlinkSync(join(root, "a"), join(root, "again"));
  symlinkSync(root, join(root, "a", "loop"));
  symlinkSync(tmpdir(), join(root, "out"));
  symlinkSync(join(root, "nothing"), join(root, "to-nothing.yaml"));
  const { output, diagnostics } = load(root);
  assert.ok([...output.keys()].includes("a/one.yaml"));
  assert.ok(output.size <= 2);
  assert.deepEqual(
    diagnostics.map(({ span }) => span.file),
    ["out", "to-nothing.yaml"],
  );
});

test("a spec may have one mebibyte, a resource sixteen", (context) => {
  const large = Buffer.alloc(1024 * 1024 + 1, "#");
  const root = folder(context, { "spec.yaml": large, "table.csv": large });
  const { output, diagnostics } = load(root);
  assert.deepEqual([...output.keys()], ["table.csv"]);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["WB1001"],
  );
});
