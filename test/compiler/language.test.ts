import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createChecker } from "../../compiler/expressions/index.ts";
import { type Compilation, compile, compileSources } from "../../compiler/passes/index.ts";
import { load } from "../../compiler/passes/load/index.ts";
import { loadBuild, runScenario } from "../../runtime/scenario/index.ts";

// The examples that the language is explained by, word for word, with the schemas and payloads they refer to.
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "test/fixtures/language");
mkdirSync(join(root, ".cache"), { recursive: true });
const out = mkdtempSync(join(root, ".cache", "language-"));
after(() => rmSync(out, { recursive: true, force: true }));

/** A notice, such as that nothing uses a function, is no complaint. */
const complaints = ({ diagnostics }: Compilation) =>
  diagnostics.filter(({ severity }) => severity !== "info");

test("the language's own examples compile without a word, and their scenarios hold", async (context) => {
  const compilation = compile(folder, { until: "write", out, today: "2026-11-24" });
  assert.deepEqual(
    complaints(compilation).map(({ code, message }) => `${code} ${message}`),
    [],
  );
  const build = await loadBuild(out);
  assert.deepEqual(build.scenarios.map(({ name }) => name).sort(), [
    "erp-down-for-a-minute",
    "web-order-becomes-order",
  ]);
  for (const scenario of build.scenarios)
    await context.test(scenario.name, async () =>
      assert.deepEqual((await runScenario(build, scenario)).failures, []),
    );
});

test("what the language names and this version cannot do is told where it stands, and is all that is told", () => {
  const sources = new Map([
    ...load(folder).output,
    ...load(join(root, "test/fixtures/language-later")).output,
  ]);
  const diagnostics = complaints(compileSources(sources, { until: "lint", checker: createChecker() }));
  assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))], ["WB1207"]);
  const told = diagnostics.map(({ span, message }) => `${span.file} ${message.split(" is not ")[0]}`).sort();
  assert.deepEqual(told, [
    "sales-orders.yaml `by`",
    "sales-orders.yaml `from`",
    "sales-orders.yaml `shadow`",
    "sales-orders.yaml `share`",
    "services-and-scenarios.yaml `milestone`",
  ]);
});
