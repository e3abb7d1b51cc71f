import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { emit } from "../../../compiler/passes/emit/index.ts";
import { compile } from "../../../compiler/passes/index.ts";
import { write } from "../../../compiler/passes/write/index.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { hostilePlan } from "./hostile-plan.ts";
import { shopPlan } from "./shop-plan.ts";

/** `UPDATE_GOLDEN=1` writes the golden files anew and removes orphans. */
const update = process.env["UPDATE_GOLDEN"] === "1";
const root = fileURLToPath(new URL("../../../", import.meta.url));
const plans: Readonly<Record<string, Plan>> = { shop: shopPlan, hostile: hostilePlan, saga: sagaPlan() };

for (const [name, plan] of Object.entries(plans)) {
  const folder = fileURLToPath(new URL(`golden/${name}/`, import.meta.url));
  const files = emit(plan).output;
  if (update) write(files, folder);

  test(`the ${name} plan is emitted as its golden files say, and there are no others`, () => {
    const golden = filesBelow(folder).filter((path) => path !== ".waybill-files");
    assert.deepEqual(golden, [...files.keys()].sort());
    for (const [path, text] of files) assert.equal(text, readFileSync(join(folder, path), "utf8"), path);
  });

  test(`the ${name} plan gives the same bytes twice`, () => {
    assert.deepEqual([...emit(structuredClone(plan)).output], [...files]);
  });

  test(`nothing generated from the ${name} plan is any`, () => {
    for (const [path, text] of files) {
      if (path.endsWith(".ts")) assert.doesNotMatch(withoutTexts(text), /\bany\b/, path);
    }
  });

  test(`what the ${name} plan gives is formatted as the repository is`, () => {
    const copy = mkdtempSync(join(tmpdir(), "waybill-golden-"));
    try {
      cpSync(folder, copy, { recursive: true });
      const { formatter, javascript } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
      writeFileSync(
        join(copy, "biome.json"),
        `${JSON.stringify({ formatter, javascript, files: { includes: ["**/*.ts", "!**/*.d.ts"] } }, undefined, 2)}\n`,
      );
      execFileSync(
        join(root, "node_modules/.bin/biome"),
        ["format", ...[...files.keys()].filter((path) => /(?<!\.d)\.ts$/.test(path))],
        { cwd: copy, stdio: "pipe", encoding: "utf8" },
      );
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
}

test("the golden files type-check under the repository's strict settings", () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const parsed = ts.parseJsonConfigFileContent(
    { ...config, include: ["test/compiler/codegen/golden/**/*.ts"] },
    ts.sys,
    root,
  );
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const found = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || file.fileName.includes("/golden/"))
    .map(
      ({ file, start, messageText }) =>
        `${file?.fileName.slice(root.length)}:${start === undefined ? "" : (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  assert.deepEqual(found, []);
});

/** Steps that wait, run beside each other and are undone: a whole estate, compiled (test/fixtures/saga). */
function sagaPlan(): Plan {
  const { plan, diagnostics } = compile(join(root, "test/fixtures/saga"), { until: "lower" });
  assert.deepEqual(diagnostics, []);
  assert.ok(plan);
  return plan;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();
}

/** Code without string literals, in which any word may stand. */
function withoutTexts(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/.*|\/\*[^]*?\*\//g, "");
}
