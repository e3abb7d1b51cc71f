import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { openStore } from "../../../../runtime/engine/embedded/index.ts";
import { StoreError, type Write } from "../../../../runtime/engine/store/port.ts";

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-copy-"));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const accept = (seq: number): Write => [
  ...(["accept", seq, "token", "orders", "one", null, 1, `key-${seq}`, 1e12, []] as const),
  JSON.stringify({ number: seq, filling: "x".repeat(2_000) }),
  null,
];

test("a copy made under load is whole, holds all that was written before it was asked for, and holds nobody up for long", async (context) => {
  const folder = folderOf(context);
  const store = await openStore({ file: join(folder, "store.db") });
  let written = 0;
  const write = async (): Promise<void> => void (await store.write([accept((written += 1))]));
  for (let round = 0; round < 200; round += 1) await Promise.all(Array.from({ length: 50 }, write));
  const before = written;

  const copy = join(folder, "backups/one.db");
  const state = { copying: true };
  const copied = store.copy(copy).finally(() => (state.copying = false));
  let slowest = 0;
  const confirmed: number[] = [];
  while (state.copying) {
    const began = performance.now();
    await Promise.all(Array.from({ length: 10 }, write));
    slowest = Math.max(slowest, performance.now() - began);
    confirmed.push(written);
  }
  await copied;
  assert.ok(confirmed.length > 1, "nothing was written meanwhile");
  assert.ok(slowest < 2_000, `a commit took ${slowest} ms`);
  await store.close();

  const opened = new DatabaseSync(copy, { readOnly: true });
  context.after(() => opened.close());
  assert.deepEqual({ ...opened.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
  const { count, last } = opened.prepare("SELECT count(*) AS count, max(seq) AS last FROM runs").get() ?? {};
  assert.ok(Number(count) >= before, `${String(count)} of ${before}`);
  // In the order of acceptance, without a hole.
  assert.equal(count, last);
  assert.equal(statSync(join(folder, "backups")).mode & 0o077, 0);
});

test("a copy is a store that says so; the store it was made of is none", async (context) => {
  const folder = folderOf(context);
  const file = join(folder, "store.db");
  const copy = join(folder, "copy.db");
  const store = await openStore({ file });
  await store.copy(copy);
  assert.deepEqual(await store.read("notes", "copy"), []);
  await store.close();
  const other = await openStore({ file: copy });
  assert.deepEqual(await other.read("notes", "copy"), [["made", copy]]);
  await other.close();
});

test("what cannot be written leaves nothing that could be taken for a copy, and the store goes on", async (context) => {
  const folder = folderOf(context);
  const store = await openStore({ file: join(folder, "store.db") });
  writeFileSync(join(folder, "no-folder"), "");
  await assert.rejects(store.copy(join(folder, "no-folder", "copy.db")), StoreError);
  mkdirSync(join(folder, "taken.db"));
  await assert.rejects(store.copy(join(folder, "taken.db")), StoreError);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes(".part")),
    [],
  );
  await store.write([accept(1)]);
  await store.close();
});

test("the same copy twice at a time is refused; a store that closes tells who waits for one", async (context) => {
  const folder = folderOf(context);
  const store = await openStore({ file: join(folder, "store.db") });
  const copy = join(folder, "copy.db");
  const first = store.copy(copy);
  await assert.rejects(store.copy(copy), /being written already/);
  await first;
  await store.close();
  await assert.rejects(store.copy(copy), StoreError);
  assert.ok(existsSync(copy));
});
