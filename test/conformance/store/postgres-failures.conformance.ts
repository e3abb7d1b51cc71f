import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreError } from "../../../runtime/engine/store/port.ts";
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { until } from "../until.ts";
import { Cutting } from "./cutting.ts";
import { Databases } from "./databases.ts";
import { accept, event, refused } from "./writes.ts";

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

async function cutOff(
  context: TestContext,
): Promise<{ readonly store: PostgresStore; readonly cutting: Cutting }> {
  const cutting = await Cutting.before(databases.server.port);
  const store = await PostgresStore.open({
    ...databases.server.settings(await databases.make()),
    port: cutting.port,
  });
  context.after(async () => {
    await store.close();
    await cutting.close();
  });
  return { store, cutting };
}

for (const what of ["request", "answer"] as const)
  test(`a commit whose ${what} is lost is done once, with its answer (writer 3)`, {
    timeout: 60_000,
  }, async (context) => {
    const { store, cutting } = await cutOff(context);
    await store.write([event("known"), accept(1)]);
    cutting.cut(what);
    const answers = await Promise.all([
      store.write([event("e1"), ["step", 1, 0, "a", null]]),
      store.write([event("known")]),
    ]);
    assert.deepEqual(answers, [null, "duplicate"]);
    cutting.cut(what);
    await store.write([event("of the run", { seq: 1 })]);
    assert.deepEqual(
      (await store.read("events", null, 0, 10)).map(({ id }) => id),
      ["known", "e1", "of the run"],
    );
  });

test("while the server is away all is refused at once, and goes on when it is back", {
  timeout: 60_000,
}, async (context) => {
  const store = await databases.open(await databases.make());
  context.after(() => store.close());
  await store.write([accept(1)]);
  await databases.server.kill();
  await assert.rejects(store.write([accept(2)]), refused("unreadable"));
  const asked = Date.now();
  await assert.rejects(store.write([["step", 1, 0, "a", null]]), refused("unreadable"));
  await assert.rejects(store.read("run", 1), refused("unreadable"));
  assert.ok(Date.now() - asked < 1_000);
  await databases.server.start();
  for (;;) {
    try {
      await store.write([["step", 1, 0, "a", null]]);
      break;
    } catch (error) {
      assert.ok(refused("unreadable")(error));
      await sleep(50);
    }
  }
  assert.equal((await store.read("steps", 1)).length, 1);
});

test("what is written while the server is killed again and again is there once, and in order", {
  timeout: 120_000,
}, async (context) => {
  const database = await databases.make();
  const stores = await Promise.all([databases.open(database), databases.open(database)]);
  context.after(() => Promise.all(stores.map((store) => store.close())));
  const until = { stop: false };
  const written: string[] = [];
  const writing = Array.from({ length: 8 }, async (_, lane) => {
    const store = stores[lane % 2];
    for (let count = 0; !until.stop; count += 1) {
      const id = `${lane}-${count}`;
      // As the engine's journal does: what is known not to be written is tried again.
      for (;;) {
        try {
          await store?.write([event(id, { seq: lane })]);
          break;
        } catch (error) {
          assert.ok(error instanceof StoreError && error.code === "unreadable", String(error));
          await sleep(20);
        }
      }
      written.push(id);
    }
  });
  for (let kill = 0; kill < 3; kill += 1) {
    await sleep(700);
    await databases.server.kill();
    await databases.server.start();
  }
  until.stop = true;
  await Promise.all(writing);
  const found = (await stores[0].read("events", null, 0, 1_000_000)).map(({ id }) => id);
  assert.deepEqual(found.toSorted(), written.toSorted());
  for (let lane = 0; lane < 8; lane += 1) {
    const own = found.filter((id) => id.startsWith(`${lane}-`)).map((id) => Number(id.split("-")[1]));
    assert.deepEqual(
      own,
      own.toSorted((one, other) => one - other),
    );
  }
  assert.ok(written.length > 100, `only ${written.length}`);
});

test("a process that stands still in an exchange holds up the others for seconds, and what it goes on with is not written over theirs", {
  timeout: 60_000,
}, async (context) => {
  const database = await databases.make();
  const store = await databases.open(database);
  context.after(() => store.close());
  const file = join(import.meta.dirname, "standing-still.ts");
  const child = spawn(process.execPath, [file, JSON.stringify(databases.server.settings(database))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill("SIGKILL"));
  await until(
    async () => /^State:\s+(\w)/m.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))?.[1],
    (state) => state === "T",
  );
  const add = (word: string) =>
    store.exchange(["turns"], (texts) => {
      const turns = `${texts.get("turns") ?? ""} ${word}`.trim();
      return { texts: new Map([["turns", turns]]), answer: turns };
    });
  assert.equal(await add("first"), "first");
  child.kill("SIGCONT");
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  assert.equal(await add("last"), said.trim() === "done" ? "first late last" : "first last");
});

test("replicas that start together on an empty database bring its schema forward once", {
  timeout: 60_000,
}, async () => {
  const database = await databases.make({ empty: true });
  const stores = await Promise.all(Array.from({ length: 4 }, () => databases.open(database)));
  await Promise.all(stores.map((store, index) => store.write([accept(index + 1)])));
  assert.equal((await stores[0]?.read("live", 0, 10))?.length, 4);
  await Promise.all(stores.map((store) => store.close()));
});

test("a server that is not there, a database that is not, and a user that is not let in are told apart", {
  timeout: 60_000,
}, async () => {
  const settings = databases.server.settings("none");
  await assert.rejects(PostgresStore.open({ ...settings, port: 1 }), refused("unreadable"));
  await assert.rejects(PostgresStore.open(settings), /there is no such database/);
  await assert.rejects(PostgresStore.open({ ...settings, user: "stranger" }), /does not let this user in/);
});
