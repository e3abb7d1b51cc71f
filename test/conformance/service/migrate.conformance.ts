import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openStore } from "../../../runtime/engine/embedded/index.ts";
import { plainJson } from "../../../runtime/engine/run/json-codec.ts";
import type { Departing } from "../../../runtime/engine/store/carried.ts";
import type { Write } from "../../../runtime/engine/store/port.ts";
import { arrive } from "../../../runtime/engine/store/postgres/index.ts";
import { departing } from "../../../runtime/engine/store/sqlite/departing.ts";
import { type Migrated, migrateStore } from "../../../runtime/service/distributed/migrate.ts";
import { LogOutbox } from "../../../runtime/service/distributed/outbox.ts";
import { Databases } from "../store/databases.ts";
import { accept, end, event, letter } from "../store/writes.ts";
import { carriedSums, fillStore, sumsOf } from "./full-store.ts";

const waybill = fileURLToPath(new URL("../../../bin/waybill.js", import.meta.url));

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

/** A store with something of everything, and where it is to be carried. */
async function embedded(context: TestContext, ...more: readonly Write[]) {
  const data = await mkdtemp(join(tmpdir(), "waybill-migrate-"));
  context.after(() => rm(data, { recursive: true }));
  const store = await openStore({ file: join(data, "estate.db") });
  const long = `order:${"x".repeat(4_000)}`;
  await store.write([
    accept(1, { lane: "a", keys: ["450"], key: "m1", keepUntil: 9e12, input: '{"name":"J\\u0000"}' }),
    accept(2, { lane: "a", keys: [long], latest: "2026-11-26" }),
    accept(3, { keys: ["452"] }),
    accept(4),
    ["step", 1, 0, "head", '"out"'],
    ["step", 1, 7, "head", null],
    ["wake", 1, 5_000.5, "sleep"],
    ["waitFor", 2, 3, "paid@1", '["id"]="b"'],
    ["askApproval", 2, 4, "release", "finance", "{}", null, 1_000],
    end(3, "paused"),
    letter(3, "finance"),
    end(4),
    event("e1", { seq: 4 }),
    event("e2"),
    ["decide", 1, 9, "head", "pin", "west", 1],
    ["schedule", "nightly", "A", 1_000],
    ["note", "area", "key", "value"],
    ["audit", 1, "erase", "x", "ann", "why"],
    ["subscribe", "taker", "order@1", "now"],
    ...more,
  ]);
  await store.close();
  const database = await databases.make({ empty: true });
  const { host, port, user } = databases.server.settings(database);
  const variables = {
    WAYBILL_POSTGRES: `${host}:${port}`,
    WAYBILL_POSTGRES_DATABASE: database,
    WAYBILL_POSTGRES_CREDENTIALS: `${user}:any`,
  };
  return { data, database, long, order: { data, name: "estate", variables, dryRun: false } };
}

test("a whole store is carried, and numbers and keys go on where they were", {
  timeout: 60_000,
}, async (context) => {
  const { data, database, long, order } = await embedded(context);
  const { things } = await migrateStore(order);
  for (const { name, from, to } of things) {
    assert.ok(from > 0, `there are ${name}`);
    assert.equal(to, from, name);
  }
  const store = await databases.open(database);
  context.after(() => store.close());
  const live = await store.read("live", 0, 10);
  assert.deepEqual(
    live.map(({ seq, lane, wakeAt }) => [seq, lane, wakeAt]),
    [
      [1, "a", 5_000],
      [2, "a", null],
    ],
  );
  assert.equal(await store.read("input", 1), '{"name":"J\\u0000"}');
  assert.deepEqual(
    (await store.read("steps", 1)).map(({ position, output }) => [position, output]),
    [
      [0, '"out"'],
      [7, null],
      [9, '"west"'],
    ],
  );
  assert.equal((await store.read("find", long, 9))[0]?.seq, 2);
  assert.equal(await store.write([accept(5, { key: "m1" })]), "1-token", "an idempotency key is known");
  assert.equal(await store.write([accept(6, { lane: "a", latest: "2026-11-25" })]), "stale");
  assert.equal((await store.read("deadLetter", 1))?.owner, "finance");
  await store.write([letter(3)]);
  assert.equal((await store.read("lettersOf", 3)).at(-1)?.number, 2, "numbers go on");
  assert.deepEqual(await store.read("reserve", 1), [5]);
  assert.equal(await store.write([event("e2")]), "duplicate");
  const concerned = await store.write([["correlate", "paid@1", 99, [[2, ['["id"]="b"']]]]]);
  assert.equal(concerned, "[2]");
  const outbox = new LogOutbox({
    store,
    exchange: store.exchange,
    json: plainJson,
    mark: {},
    now: () => Date.now(),
  });
  assert.deepEqual(await outbox.pending(9), [], "what was published before is carried to no broker again");
  // Neither twice, nor back to work where it came from.
  const again = await migrateStore(order);
  assert.deepEqual([again.before, again.things], [true, things]);
  const elsewhere = { ...order.variables, WAYBILL_POSTGRES_DATABASE: "elsewhere" };
  await assert.rejects(migrateStore({ ...order, variables: elsewhere }), /was carried to postgres:/);
  await assert.rejects(startEmbedded(data), /its runs were carried to/);
});

test("no event is kept for routes that take from the broker now", { timeout: 60_000 }, async (context) => {
  const { database, order } = await embedded(context);
  await migrateStore(order);
  const store = await databases.open(database);
  context.after(() => store.close());
  const served = (await store.read("consumers")).filter((group) => group.served === 1);
  assert.deepEqual(
    served.map(({ name }) => name),
    ["waybill.outbox"],
  );
});

test("a store that was left and did not arrive works in neither place, until it is carried again", {
  timeout: 60_000,
}, async (context) => {
  const { data, database, order } = await embedded(context);
  const from = departing(join(data, "estate.db"));
  const dying: Departing = {
    ...from,
    leave(passage) {
      from.leave(passage);
      // The process is gone, and PostgreSQL was not told to commit.
      throw new Error("killed");
    },
  };
  const { host, port } = databases.server.settings(database);
  const passage = { to: `postgres://${host}:${port}/${database}`, id: "first" };
  await assert.rejects(
    arrive(databases.server.settings(database), dying, passage, "waybill.outbox"),
    /killed/,
  );
  from.close();
  await assert.rejects(startEmbedded(data), /give it again first/);
  const { before, things } = await migrateStore(order);
  assert.equal(before, false);
  for (const { name, from: had, to } of things) assert.equal(to, had, name);
});

test("killed at any moment and given again, a full store arrives whole, once, and is as it was", {
  timeout: 240_000,
}, async (context) => {
  const { database, order } = await embedded(context);
  const full = await mkdtemp(join(tmpdir(), "waybill-full-"));
  context.after(() => rm(full, { recursive: true }));
  const file = join(full, "estate.db");
  fillStore(file, 6_000);
  const had = sumsOf(file);
  const client = new pg.Client(databases.server.settings(database));
  await (await databases.open(database)).close();
  await client.connect();
  context.after(() => client.end());
  let killed = 0;
  for (let patience = 600; ; patience = 600 + Math.random() * 2_500) {
    const child = spawn(process.execPath, [waybill, "migrate", "--data", full, "--format", "json"], {
      env: { ...process.env, ...order.variables },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const timer = killed < 8 ? setTimeout(() => child.kill("SIGKILL"), patience) : undefined;
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    clearTimeout(timer);
    if (code === 0) {
      for (const { name, from, to } of (JSON.parse(said) as Migrated).things) assert.equal(to, from, name);
      break;
    }
    assert.equal(code, null, "it failed by itself");
    killed += 1;
    const { rows } = await client.query<{ runs: string }>("SELECT count(*) AS runs FROM waybill.runs");
    assert.ok(["0", "6000"].includes(rows[0]?.runs ?? ""), "all or nothing");
  }
  context.diagnostic(`killed ${killed} times`);
  assert.deepEqual(await carriedSums(client, had), had);
  assert.deepEqual(sumsOf(file), had, "where it came from it is as it was");
  await assert.rejects(startEmbedded(full), /its runs were carried to/);
});

test("a dry run only counts; a store with events that a route has not taken stays", {
  timeout: 60_000,
}, async (context) => {
  const { order } = await embedded(context);
  const { things } = await migrateStore({ ...order, dryRun: true });
  assert.deepEqual(things[0], { name: "runs", from: 4 });
  const { order: behind } = await embedded(context, event("e3"), event("e4"));
  await assert.rejects(migrateStore(behind), /taker: 2/);
});

test("nothing is carried into a store that has runs, nor from a file that is not there", {
  timeout: 60_000,
}, async (context) => {
  const { database, order } = await embedded(context);
  const store = await databases.open(database);
  await store.write([accept(1)]);
  await assert.rejects(migrateStore(order), /has runs already/);
  assert.equal((await store.read("live", 0, 10)).length, 1);
  await store.close();
  await assert.rejects(migrateStore({ ...order, name: "other" }), /There is no store/);
});

async function startEmbedded(data: string): Promise<void> {
  const { startService } = await import("../../../runtime/service/index.ts");
  const estate = { name: "none", build: "one", services: [], systems: [] };
  await startService(estate as never, { port: 0, variables: { WAYBILL_DATA: data }, log: () => undefined });
}
