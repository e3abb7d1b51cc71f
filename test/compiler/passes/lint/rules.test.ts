import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "../../../../compiler/passes/lint/rules/index.ts";

const sources = new URL("../../../../compiler/passes/lint/rules/", import.meta.url);
const tests = new URL("rules/", import.meta.url);

/** `governance/ending-contract-used`, as the files are laid out. */
const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((path) => path.includes("/") && path.endsWith(".ts"))
  .map((path) => path.slice(0, -3));

test("every rule is a file of its name in the folder of its area, and is listed in their order", () => {
  const listed = rules.map(({ name }) => files.find((path) => path.endsWith(`/${name}`)) ?? name);
  assert.deepEqual(listed, files.toSorted());
});

test("a code is one rule's alone", () => {
  const codes = rules.flatMap((rule) => rule.codes);
  assert.deepEqual(codes.toSorted(), [...new Set(codes)].toSorted());
});

for (const path of files) {
  test(`the rule ${path} has codes, and tests at the mirrored path that name each`, () => {
    const rule = rules.find(({ name }) => path.endsWith(`/${name}`));
    const mirrored = new URL(`${path}.test.ts`, tests);
    assert.ok(rule && rule.codes.length > 0);
    assert.ok(existsSync(mirrored), `${mirrored.pathname} is missing`);
    const text = readFileSync(mirrored, "utf8");
    assert.deepEqual(
      rule.codes.filter((code) => !text.includes(code)),
      [],
    );
  });
}
