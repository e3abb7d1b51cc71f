import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { compile } from "../../../compiler/passes/index.ts";
import { type Build, loadBuild } from "../../../runtime/scenario/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Estates with scenarios, built: the reference, the language's own examples, all that takes time, and what `waybill init` writes. */
export async function builtEstates(): Promise<{
  readonly builds: ReadonlyMap<string, Build>;
  remove(): void;
}> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const out = mkdtempSync(join(root, ".cache", "scenarios-"));
  execFileSync(process.execPath, [join(root, "bin/waybill.js"), "init", "shop"], { cwd: out });
  const folders = {
    reference: join(root, "integrations"),
    saga: join(root, "test/fixtures/saga"),
    language: join(root, "test/fixtures/language"),
    init: join(out, "shop"),
  };
  const checker = createChecker();
  const builds = new Map<string, Build>();
  for (const [name, folder] of Object.entries(folders)) {
    const built = join(out, `${name}-build`);
    compile(folder, { until: "write", out: built, today: "2026-11-26", checker });
    builds.set(name, await loadBuild(built));
  }
  return { builds, remove: () => rmSync(out, { recursive: true, force: true }) };
}
