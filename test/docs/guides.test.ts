import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createChecker } from "../../compiler/expressions/index.ts";
import { compileSources } from "../../compiler/passes/index.ts";
import { loadBuild, runScenario } from "../../runtime/scenario/index.ts";
import { blocksOf, sourcesOf } from "./guide.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guides = join(root, "docs/guide");
mkdirSync(join(root, ".cache"), { recursive: true });
const out = mkdtempSync(join(root, ".cache", "guides-"));
after(() => rmSync(out, { recursive: true, force: true }));
const checker = createChecker();

for (const guide of readdirSync(guides).filter((file) => file.endsWith(".md"))) {
  const blocks = blocksOf(readFileSync(join(guides, guide), "utf8"));
  if (!blocks.some(({ language }) => language === "yaml")) continue;

  test(`the blocks of docs/guide/${guide} compile without a word, and their scenarios hold`, async () => {
    const folder = join(out, guide);
    const { diagnostics } = compileSources(sourcesOf(blocks), {
      until: "write",
      out: folder,
      today: "2026-11-24",
      checker,
    });
    // A guide shows more than it uses, which is a notice.
    const complaints = diagnostics.filter(({ severity }) => severity !== "info");
    assert.deepEqual(
      complaints.map(({ code, span, message }) => `${span.file} ${code} ${message}`),
      [],
    );
    const build = await loadBuild(folder);
    for (const scenario of build.scenarios)
      assert.deepEqual((await runScenario(build, scenario)).failures, [], scenario.name);
  });

  for (const block of blocks.filter(({ fails }) => fails.length > 0))
    test(`docs/guide/${guide} says of a block that it fails with ${block.fails.join(" and ")}, and it does`, () => {
      const { diagnostics } = compileSources(sourcesOf(blocks, block), {
        until: "lint",
        today: "2026-11-24",
        checker,
      });
      assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))].sort(), [...block.fails].sort());
    });
}
