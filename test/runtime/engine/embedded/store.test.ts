import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { beginStore, openStore, type Store } from "../../../../runtime/engine/embedded/index.ts";
import { Busy } from "../../../../runtime/engine/port.ts";
import { StoreError, type Write } from "../../../../runtime/engine/store/port.ts";
import { bench, command, info, options, program } from "./bench-of.ts";

const source = fileURLToPath(new URL("../../../../bin/source.ts", import.meta.url));

async function fileIn(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-store-"));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, "store.db");
}

function accept(seq: number, key: string | null = null): Write {
  return ["accept", seq, "token", "orders", "one", null, 1, key, 1_000, [], "{}", null];
}

const isA = (code: string) => (error: unknown) => error instanceof StoreError && error.code === code;

test("a second opening of a store is refused, and says what to do", async (context) => {
  const file = await fileIn(context);
  const store = await openStore({ file });
  await assert.rejects(
    openStore({ file }),
    (error) => isA("locked")(error) && /another WAYBILL_DATA/.test(String(error)),
  );
  await store.close();
  await (await openStore({ file, inline: true })).close();
});

test("a file that is no store, a store of a later Waybill, and another program's database are refused", async (context) => {
  const file = await fileIn(context);
  await writeFile(file, "This is no database, and is longer than its header would be. ".repeat(20));
  await assert.rejects(openStore({ file }), isA("unreadable"));
  const later = `${file}.later`;
  const database = new DatabaseSync(later);
  database.exec("PRAGMA user_version = 999");
  database.close();
  await assert.rejects(openStore({ file: later }), isA("newer"));
  const foreign = `${file}.foreign`;
  const other = new DatabaseSync(foreign);
  other.exec("CREATE TABLE customers (name TEXT)");
  other.close();
  await assert.rejects(openStore({ file: foreign }), /database of another program/);
});

test("a folder that can not be made is told, with what to do", async (context) => {
  const file = await fileIn(context);
  await writeFile(file, "");
  await assert.rejects(
    openStore({ file: join(file, "store.db") }),
    (error) => isA("read-only")(error) && /Set WAYBILL_DATA/.test(String(error)),
  );
});

test("a folder below /proc is refused at once", {
  skip: process.platform !== "linux" && "there is no /proc",
}, async () => {
  // Another process, since a folder that is tried for ever stops this one.
  const program = `import { openStore } from ${JSON.stringify(new URL("../../../../runtime/engine/store/sqlite/index.ts", import.meta.url))};
    await openStore({ file: "/proc/waybill/store.db" }).catch((error) => console.log(error.message));`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", source, "--input-type=module", "--eval", program],
    { encoding: "utf8", timeout: 60_000 },
  );
  assert.equal(status, 0);
  assert.match(stdout, /can not be made \(ENOENT.*Set WAYBILL_DATA/);
});

for (const [kind, name] of [
  ["TABLE", "audit"],
  ["INDEX", "waits_by_key"],
  ["TRIGGER", "letter_closed"],
] as const)
  test(`a store whose ${kind.toLowerCase()} ${name} somebody dropped is refused, by its name`, async (context) => {
    const file = await fileIn(context);
    await (await openStore({ file, inline: true })).close();
    const database = new DatabaseSync(file);
    database.exec(`DROP ${kind} ${name}`);
    database.close();
    await assert.rejects(
      openStore({ file }),
      (error) => isA("unreadable")(error) && String(error).includes(`it has no ${name}`),
    );
  });

test("what is asked before the file is open waits for it, in order, and is refused where it can not be had", async (context) => {
  const file = await fileIn(context);
  const { store } = await beginStore(file);
  const [written, last] = await Promise.all([store.write([accept(1)]), store.read("lastSeq")]);
  assert.deepEqual([written, last], [null, 1]);
  const second = await beginStore(file);
  const asked = await Promise.allSettled([second.store.write([accept(2)]), second.store.read("lastSeq")]);
  for (const each of asked) assert.ok(each.status === "rejected" && isA("locked")(each.reason));
  await assert.rejects(second.opened, isA("locked"));
  await second.store.close();
  await store.close();
});

test("a read-only store is refused", {
  skip: process.getuid?.() === 0 && "root may write anywhere",
}, async (context) => {
  const file = await fileIn(context);
  await (await openStore({ file, inline: true })).close();
  await chmod(file, 0o400);
  await assert.rejects(openStore({ file }), isA("read-only"));
});

for (const inline of [true, false]) {
  const kind = inline ? "inline" : "worker";
  test(`${kind}: a group is written whole or not at all, and a bad one harms no other (executor 1, 2)`, async (context) => {
    const store = await openStore({ file: await fileIn(context), inline });
    const results = await Promise.allSettled([
      store.write([accept(1)]),
      store.write([accept(2), accept(1)]),
      store.write([accept(3)]),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled"],
    );
    assert.equal(await store.read("run", 2), undefined);
    assert.equal((await store.read("run", 3))?.seq, 3);
    await store.close();
  });

  test(`${kind}: a read sees what was handed over before it; after closing all is refused (worker store 4, 5)`, async (context) => {
    const store = await openStore({ file: await fileIn(context), inline });
    const written = store.write([accept(1, "key")]);
    assert.equal((await store.read("run", 1))?.route, "orders");
    await written;
    assert.equal(await store.write([accept(2, "key")]), "1-token");
    await store.close();
    await assert.rejects(store.write([accept(3)]), isA("closed"));
    await assert.rejects(store.read("lastSeq"), isA("closed"));
  });
}

/** A store whose disk is full until told otherwise. */
function filling(store: Store, disk: { full: boolean }): Store {
  return {
    read: store.read.bind(store),
    close: () => store.close(),
    write: (operations) =>
      disk.full ? Promise.reject(new StoreError("full", "The disk is full.")) : store.write(operations),
  };
}

test("on a full disk new messages are turned away, and what has happened is recorded once there is room (journal 3)", async () => {
  const disk = { full: false };
  const inner = await openStore({ file: ":memory:" });
  const { engine, clock } = await bench({ store: filling(inner, disk) });
  let effects = 0;
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(info("post"), options(), async () => {
        effects += 1;
        disk.full = true;
      });
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(
    engine.accept(command("orders")),
    (error) => error instanceof Busy && error.retryAfterMs > 0,
  );
  disk.full = false;
  await clock.advance(5_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.equal(effects, 1);
});

test("finished runs are removed after their time, those with an open dead letter stay", async () => {
  const { engine, clock } = await bench({ history: { defaultMs: 86_400_000 } });
  await engine.serve("one", [
    program("orders", async () => {}),
    program("broken", async () => Promise.reject(new Error("no"))),
  ]);
  const done = await engine.accept(command("orders", {}, { searchKeys: ["message-1"] }));
  const failed = await engine.accept(command("broken"));
  await clock.advance(86_400_000 + 2 * 3_600_000);
  assert.equal(await engine.run(done.run), undefined);
  assert.deepEqual(await engine.find("message-1", 1), []);
  assert.equal((await engine.run(failed.run))?.state, "failed");
});

test("history is counted from a run's end: one that slept for long is kept as long as another", async () => {
  const day = 86_400_000;
  const { engine, clock } = await bench({ history: { defaultMs: 2 * day } });
  const info = { name: "pause", kind: "wait", at: { file: "a.yaml", line: 1 } };
  await engine.serve("one", [program("orders", (context) => context.sleep(info, 5 * day))]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(6 * day);
  assert.equal((await engine.run(run))?.state, "done");
  await clock.advance(3 * day);
  assert.equal(await engine.run(run), undefined);
});

test("history is never shorter than idempotency: a message that comes again finds its run", async () => {
  const day = 86_400_000;
  const { engine, clock } = await bench({ history: { defaultMs: day } });
  const keeping = program("orders", async () => {});
  await engine.serve("one", [{ ...keeping, policy: { ...keeping.policy, idempotencyMs: 10 * day } }]);
  const once = command("orders", {}, { idempotency: { key: "m1", keepMs: 10 * day } });
  const { run } = await engine.accept(once);
  await clock.advance(9 * day);
  assert.deepEqual(await engine.accept(once), { run, outcome: "duplicate" });
  await clock.advance(3 * day);
  assert.equal(await engine.run(run), undefined);
});

/** Of the accepted run of this number. */
function letter(seq: number, owner: string | null): Write {
  return ["deadLetter", seq, owner, "refused", "refused", null, null, null, 1_000];
}

const counted = async (store: Store) =>
  (await store.read("openDeadLetters")).map(({ owner, count }) => `${owner}: ${count}`);

test("open dead letters are counted as they come and go, by owner, those of nobody too", async (context) => {
  const store = await openStore({ file: await fileIn(context), inline: true });
  await store.write([
    accept(1),
    accept(2),
    accept(3),
    letter(1, "finance"),
    letter(2, "finance"),
    letter(3, null),
  ]);
  assert.deepEqual(await counted(store), ["null: 1", "finance: 2"]);
  await store.write([["closeLetter", 1, "redriven", "[]"]]);
  await assert.rejects(store.write([["closeLetter", 1, "discarded", "[]"]]), isA("moved"));
  await store.write([["closeLetter", 3, "discarded", "[]"]]);
  assert.deepEqual(await counted(store), ["finance: 1"]);
  await store.close();
});

test("a store from before open dead letters were counted is brought forward with those it has", async (context) => {
  const file = await fileIn(context);
  const store = await openStore({ file, inline: true });
  await store.write([accept(1), accept(2), letter(1, "finance"), letter(2, null)]);
  await store.close();
  const older = new DatabaseSync(file);
  older.exec(`DROP TRIGGER letter_opened; DROP TRIGGER letter_closed; DROP TRIGGER letter_removed; DROP TABLE open_letters;
    CREATE INDEX dead_letters_open ON dead_letters (route, owner) WHERE state = 'open';
    DROP INDEX ends_by_build; PRAGMA user_version = 1`);
  older.close();
  const again = await openStore({ file, inline: true });
  assert.deepEqual(await counted(again), ["null: 1", "finance: 1"]);
  await again.write([["closeLetter", 2, "discarded", "[]"]]);
  assert.deepEqual(await counted(again), ["finance: 1"]);
  await again.close();
});

test("the steps of a build are kept while a run of it is live, paused or failed, and no longer", async (context) => {
  const store = await openStore({ file: await fileIn(context), inline: true });
  const builds = ["live", "paused", "failed", "done", "gone"];
  await store.write(builds.map((build): Write => ["graph", build, "orders", `["${build}"]`]));
  const begun = (seq: number, build: string): Write => [
    "accept",
    seq,
    "token",
    "orders",
    build,
    null,
    1,
    null,
    1_000,
    [],
    "{}",
    null,
  ];
  const ended = (seq: number, state: "paused" | "failed" | "done"): Write[] => [
    begun(seq, state),
    ["end", seq, state, null, null, state, 2, null, null, null],
  ];
  await store.write([begun(1, "live"), ...ended(2, "paused"), ...ended(3, "failed"), ...ended(4, "done")]);
  await store.write([["forgetGraphs", "new"]]);
  const kept = await Promise.all(builds.map((build) => store.read("graph", build, "orders")));
  assert.deepEqual(kept, ['["live"]', '["paused"]', '["failed"]', undefined, undefined]);
  await store.close();
});
