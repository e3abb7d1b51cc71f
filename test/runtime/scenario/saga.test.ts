import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../../../compiler/passes/index.ts";
import { loadBuild, runScenario } from "../../../runtime/scenario/index.ts";

/** Waits, approvals, parallel branches and compensation as generated, on the real engine and virtual time (test/fixtures/saga). */

const root = fileURLToPath(new URL("../../..", import.meta.url));
mkdirSync(join(root, ".cache"), { recursive: true });
const out = mkdtempSync(join(root, ".cache", "saga-"));
after(() => rmSync(out, { recursive: true, force: true }));
const compilation = compile(join(root, "test/fixtures/saga"), { until: "write", out });
const build = await loadBuild(out);

test("an estate of everything that takes time compiles without a word", () => {
  assert.deepEqual(compilation.diagnostics, []);
});

for (const scenario of build.scenarios)
  test(`scenario ${scenario.name}`, async () =>
    assert.deepEqual((await runScenario(build, scenario)).failures, []));
