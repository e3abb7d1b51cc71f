import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "../../../../compiler/passes/lint/rules/index.ts";

const sources = new URL("../../../../compiler/passes/lint/rules/", import.meta.url);

/** `governance/ending-contract-used`, as the files are laid out; what rules of an area share is a file without a rule. */
const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((path) => path.includes("/") && path.endsWith(".ts"))
  .filter((path) => readFileSync(new URL(path, sources), "utf8").includes('/rule.ts"'))
  .map((path) => path.slice(0, -3));

test("every rule is a file of its name in the folder of its area, and is listed in their order", () => {
  const listed = rules.map(({ name }) => files.find((path) => path.endsWith(`/${name}`)) ?? name);
  assert.deepEqual(listed, files.toSorted());
});

test("a code is one rule's alone", () => {
  const codes = rules.flatMap((rule) => rule.codes);
  assert.deepEqual(codes.toSorted(), [...new Set(codes)].toSorted());
});

/** Codes that some test of rules or of mistakes asserts. */
const tests = new URL("../../", import.meta.url);
const tested = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .map((path) => new URL(path, tests))
  .filter(({ pathname }) => /\.(?:test|mistakes)\.ts$/.test(pathname))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

for (const { name, codes } of rules) {
  test(`the rule ${name} has codes, and each has tests`, () => {
    assert.ok(codes.length > 0);
    assert.deepEqual(
      codes.filter((code) => !tested.includes(code)),
      [],
    );
  });
}
