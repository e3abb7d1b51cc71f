import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { generateEstate } from "../../../bench/estate/index.ts";
import { compileCached } from "../../../compiler/passes/cached.ts";

const root = mkdtempSync(join(tmpdir(), "waybill-cached-"));
after(() => rmSync(root, { recursive: true }));

/** A program of one file, so that its change can be told. */
const installation = join(root, "installation");
mkdirSync(join(installation, "compiler"), { recursive: true });
writeFileSync(join(installation, "compiler/one.ts"), "1");

let estates = 0;

function newEstate() {
  const folder = join(root, `estate-${estates++}`);
  for (const [path, text] of generateEstate(3)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const out = join(folder, "build");
  const passes = async (given: { out?: string; today?: string } = { out }) => {
    const compilation = await compileCached(folder, { today: "2026-11-24", installation, ...given });
    return { ...compilation, isRemembered: !compilation.timings.some(({ pass }) => pass === "parse") };
  };
  return { folder, out, passes };
}

test("an unchanged estate is built once, and says the same twice", async () => {
  const { passes } = newEstate();
  const first = await passes();
  const second = await passes();
  assert.deepEqual([first.isRemembered, second.isRemembered], [false, true]);
  assert.deepEqual(
    [second.ok, second.diagnostics, second.fileCount],
    [first.ok, first.diagnostics, first.fileCount],
  );
});

test("a mistake is remembered with its place and its help", async () => {
  const { folder, passes } = newEstate();
  const file = join(folder, "domains/orders/route-0.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("source.email", "source.emial"));
  const first = await passes({});
  const second = await passes({});
  assert.ok(!second.ok && second.isRemembered);
  assert.deepEqual(JSON.parse(JSON.stringify(first.diagnostics)), second.diagnostics);
});

test("a source, the day, the program, the build or the cache that changed is compiled again", async () => {
  const { folder, out, passes } = newEstate();
  const spec = join(folder, "policies.yaml");
  const changes: readonly (() => void)[] = [
    () => writeFileSync(spec, `# said more\n${readFileSync(spec, "utf8")}`),
    () => writeFileSync(join(installation, "compiler/one.ts"), "12"),
    () => writeFileSync(join(out, "manifest.json"), "{}"),
    () => rmSync(join(out, "README.md")),
    () => writeFileSync(join(folder, ".waybill/cache/build"), "{"),
    () => {
      const cache = join(folder, ".waybill/cache/build");
      writeFileSync(cache, readFileSync(cache, "utf8").replace("manifest", "manifold"));
    },
    () => rmSync(join(folder, ".waybill"), { recursive: true }),
  ];
  await passes();
  for (const change of changes) {
    change();
    assert.equal((await passes()).isRemembered, false, String(change));
    assert.equal((await passes()).isRemembered, true, String(change));
  }
  assert.equal((await passes({ out, today: "2026-11-25" })).isRemembered, false);
});

test("a build elsewhere, or one that failed, is made and not remembered", async () => {
  const { folder, out, passes } = newEstate();
  await passes();
  assert.equal((await passes({ out: `${out}-other` })).isRemembered, false);
  writeFileSync(join(folder, "estate.yaml"), "kind: Estate\n");
  assert.deepEqual([(await passes()).ok, (await passes()).isRemembered], [false, false]);
});
