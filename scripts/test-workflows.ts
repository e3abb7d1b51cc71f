/**
 * `npm run test:workflows`: the workflows of this repository and of a new estate through actionlint, and the `run:` steps of the
 * estate's, as GitHub's runner would run them. Ends with 75 where actionlint cannot be had (it is built with Go): what is wrong with
 * the files themselves was NOT looked for then.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildPrograms } from "./cluster/build.ts";
import { cache } from "./cluster/cache.ts";
import { requireGo } from "./cluster/go.ts";
import { actionlint } from "./cluster/tools.ts";

function run(command: string, args: readonly string[], cwd = "."): boolean {
  return spawnSync(command, args, { stdio: "inherit", cwd }).status === 0;
}

/** Undefined where it cannot be had; why has been said. */
function linter(): string | undefined {
  try {
    requireGo();
    buildPrograms([actionlint]);
    return join(cache.bin, actionlint.name);
  } catch (error) {
    console.log(
      `SKIPPED: actionlint could not be built (${error instanceof Error ? error.message : String(error)}). The workflows were NOT linted.`,
    );
    return undefined;
  }
}

function lintAll(program: string): boolean {
  const work = mkdtempSync(join(tmpdir(), "waybill-actionlint-"));
  try {
    if (!run(process.execPath, [resolve("bin/waybill.js"), "init", "shop"], work)) return false;
    const shop = join(work, "shop");
    // actionlint finds workflows by the repository that they are in.
    return (
      run("git", ["init", "--quiet"], shop) &&
      [".", shop].map((folder) => run(program, [], folder)).every(Boolean)
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const program = linter();
const linted = program === undefined || lintAll(program);
const node = [
  "--import",
  "./bin/source.ts",
  "--test",
  "--test-concurrency=1",
  "test/workflows/*.workflow.ts",
];
const ran = run(process.execPath, node);
process.exitCode = !linted || !ran ? 1 : program === undefined ? 75 : 0;
