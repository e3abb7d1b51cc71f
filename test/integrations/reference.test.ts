import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { compile } from "../../compiler/passes/index.ts";
import { loadBuild, runScenario } from "../../runtime/scenario/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "integrations");
mkdirSync(join(root, ".cache"), { recursive: true });
const out = mkdtempSync(join(root, ".cache", "reference-"));
after(() => rmSync(out, { recursive: true, force: true }));
const compilation = compile(folder, { until: "write", out, today: "2026-11-24" });

test("the reference estate compiles without a word, and with no more than three waivers", () => {
  assert.deepEqual(
    compilation.diagnostics.map(({ code, message }) => `${code} ${message}`),
    [],
  );
  const waivers = [...compilation.sources.values()].flatMap(({ path, text }) =>
    path.endsWith(".yaml") ? (text.match(/^ {2}waive:/gm) ?? []) : [],
  );
  assert.ok(waivers.length <= 3);
});

test("what it compiles to type-checks under this repository's strict settings and has no any", () => {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const files = [...(compilation.files?.keys() ?? [])].filter((path) => path.endsWith(".ts"));
  const program = ts.createProgram(
    files.map((path) => join(out, path)),
    { ...config.options, noEmit: true },
  );
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.slice(out.length) ?? ""} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  assert.deepEqual(problems, []);
  for (const path of files)
    assert.doesNotMatch(readFileSync(join(out, path), "utf8"), /(?::|<|as) any\b/, path);
});

test("every scenario of the reference estate holds", async (context) => {
  const build = await loadBuild(out);
  assert.ok(build.scenarios.length >= 25);
  for (const scenario of build.scenarios)
    await context.test(scenario.name, async () =>
      assert.deepEqual((await runScenario(build, scenario)).failures, []),
    );
});

test("every route of the reference estate is reached by a scenario", async () => {
  const build = await loadBuild(out);
  const reached = new Set<string>();
  for (const scenario of build.scenarios)
    for (const step of (await runScenario(build, scenario)).reached) reached.add(step.split(".")[0] ?? "");
  assert.deepEqual(
    compilation.plan?.routes.map(({ name }) => name).filter((name) => !reached.has(name)),
    [],
  );
});
