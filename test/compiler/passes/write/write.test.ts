import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { write } from "../../../../compiler/passes/write/index.ts";

let folder = "";

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "waybill-write-")), "build");
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

function files(entries: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(entries));
}

test("a build writes its files, and writes none that did not change", () => {
  assert.deepEqual(write(files({ "a/b.ts": "1", "c.json": "2" }), folder).output.written, [
    "a/b.ts",
    "c.json",
  ]);
  const before = statSync(join(folder, "a/b.ts")).mtimeMs;
  const { written, unchanged } = write(files({ "a/b.ts": "1", "c.json": "3" }), folder).output;
  assert.deepEqual({ written, unchanged }, { written: ["c.json"], unchanged: 1 });
  assert.equal(statSync(join(folder, "a/b.ts")).mtimeMs, before);
  assert.equal(readFileSync(join(folder, "c.json"), "utf8"), "3");
});

test("what an earlier build wrote and this one does not make is removed, with the folders that become empty", () => {
  write(files({ "routes/old.ts": "1", "routes/new.ts": "1", "gone/x.ts": "1" }), folder);
  assert.deepEqual(write(files({ "routes/new.ts": "1" }), folder).output.removed, [
    "gone/x.ts",
    "routes/old.ts",
  ]);
  assert.ok(!existsSync(join(folder, "gone")));
  assert.ok(existsSync(join(folder, "routes/new.ts")));
});

test("files of others stay as they are, also where the build would write", () => {
  write(files({ "a.ts": "1" }), folder);
  writeFileSync(join(folder, "notes.md"), "mine");
  writeFileSync(join(folder, "b.ts"), "mine too");
  const { output } = write(files({ "b.ts": "generated" }), folder);
  assert.deepEqual([output.foreign, output.removed], [["b.ts"], ["a.ts"]]);
  assert.equal(readFileSync(join(folder, "b.ts"), "utf8"), "mine too");
  assert.equal(readFileSync(join(folder, "notes.md"), "utf8"), "mine");
});

test("a list that leads out of the folder removes nothing there", () => {
  write(files({ "a.ts": "1" }), folder);
  writeFileSync(join(folder, "../outside.ts"), "mine");
  writeFileSync(join(folder, ".waybill-files"), "a.ts\n../outside.ts\n/etc/hostname\nx/../../outside.ts\n");
  write(files({}), folder);
  assert.ok(existsSync(join(folder, "../outside.ts")));
  assert.ok(!existsSync(join(folder, "a.ts")));
});
