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

test("a decision that nothing waits for is a failure of the scenario, and the rest of it is judged all the same", async () => {
  const [scenario] = build.scenarios;
  assert.ok(scenario);
  const { failures } = await runScenario(build, {
    ...scenario,
    given: [],
    when: [{ approve: { as: "anna", role: "fraud-desk" } }],
    // oxlint-disable-next-line unicorn/no-thenable -- the language's own word
    then: [{ run: "take-order", state: "done" }],
  });
  assert.deepEqual(failures, [
    "anna could not decide: nothing waits for a decision of role fraud-desk",
    "run take-order: there is none",
  ]);
});
