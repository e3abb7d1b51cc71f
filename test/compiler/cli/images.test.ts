import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../../../compiler/manifest/manifest.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "waybill-cli-images-"));
after(() => rmSync(work, { recursive: true, force: true }));

function node(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { cwd: work, encoding: "utf8" });
}

const waybill = (...args: readonly string[]) => node(join(root, "bin/waybill.js"), ...args);

before(() => {
  assert.equal(waybill("init", "shop").status, 0);
});

test("images are written beside the build, under the tags of its manifest, and again only where they change", () => {
  const { status, stdout, stderr } = waybill("build", "shop", "--images");
  assert.equal(status, 0, stderr);
  const { image } = JSON.parse(readFileSync(join(work, "build/manifest.json"), "utf8")) as Manifest; // of this build
  assert.match(stdout, new RegExp(`^image shop:${image.content}, \\d+ kB, in `, "m"));
  const context = join(work, "build/images/shop");
  assert.equal(readFileSync(join(context, "reference"), "utf8"), `shop:${image.content}\n`);
  assert.deepEqual(readdirSync(context).sort(), ["Containerfile", "app", "data", "reference"]);
  const written = statSync(join(context, "app/service.mjs")).mtimeMs;
  assert.equal(waybill("build", "shop", "--images").status, 0);
  assert.equal(statSync(join(context, "app/service.mjs")).mtimeMs, written);
});

test("a build without images loads no bundler", () => {
  const listing = `import { registerHooks } from "node:module"; registerHooks({ load: (url, context, next) => { process.stderr.write(url + "\\n"); return next(url, context); } });`;
  const hook = `data:text/javascript,${encodeURIComponent(listing)}`;
  const { status, stderr } = node(
    "--import",
    hook,
    join(root, "bin/waybill.js"),
    "build",
    "shop",
    "--no-cache",
  );
  assert.equal(status, 0);
  assert.match(stderr, /node_modules\/ts-morph/);
  assert.doesNotMatch(stderr, /node_modules\/(?:esbuild|@cyclonedx)/);
});

test("somebody else's file where an image's would be is left, and named", () => {
  const file = join(work, "other/images/shop/Containerfile");
  mkdirSync(join(work, "other/images/shop"), { recursive: true });
  writeFileSync(file, "FROM scratch\n");
  const { status, stderr } = waybill("build", "shop", "--images", "--out", "other");
  assert.equal(status, 2);
  assert.match(stderr, /not of a build, and stand where it writes: shop\/Containerfile/);
  assert.equal(readFileSync(file, "utf8"), "FROM scratch\n");
});

test("images are not made anew at each edit", () => {
  const { status, stderr } = waybill("build", "shop", "--images", "--watch");
  assert.equal(status, 2);
  assert.match(stderr, /--images does not go with --watch/);
});
