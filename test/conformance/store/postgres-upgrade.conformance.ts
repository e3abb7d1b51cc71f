/** A newer build brings a full store forward while replicas of the one before go on working. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrate } from "../../../runtime/engine/store/postgres/migrate.ts";
import { type Migration, migrations } from "../../../runtime/engine/store/postgres/migrations.ts";
import { Databases } from "./databases.ts";
import { accept, end, refused } from "./writes.ts";

const runs = 120_000;

/** What a build after this one may bring: a column, and an index over all steps, for which writers wait. */
const later: readonly Migration[] = [
  {
    name: "9001-later",
    sql: `ALTER TABLE waybill.runs ADD COLUMN tenant text NOT NULL DEFAULT 'all';
      CREATE INDEX steps_by_length ON waybill.steps (length(head), seq);`,
  },
  {
    name: "waybill_later",
    sql: "CREATE SCHEMA waybill_later; CREATE FUNCTION waybill_later.write() RETURNS text LANGUAGE sql AS $$ SELECT '' $$;",
  },
];

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

async function say(database: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(databases.server.settings(database));
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Finished runs with three steps and two keys each, and a thousand that failed. */
async function fill(database: string): Promise<void> {
  const all = `generate_series(1, ${runs})`;
  await say(
    database,
    `INSERT INTO waybill.runs SELECT i, 'token', 'orders', 'one', NULL, 1000, repeat('x', 300), 0 FROM ${all} i`,
    `INSERT INTO waybill.ends SELECT i, CASE WHEN i <= 1000 THEN 'failed' ELSE 'done' END, 'done', NULL, 'one', 2000 FROM ${all} i`,
    `INSERT INTO waybill.steps SELECT i, p, repeat('h', 200), repeat('o', 200) FROM ${all} i, generate_series(0, 2) p`,
    `INSERT INTO waybill.keys SELECT k || i, i, false FROM ${all} i, unnest(ARRAY['order:', 'message:']) k`,
    `SELECT setval('waybill.run_numbers', ${runs})`,
    "ANALYZE",
  );
}

test("a replica of the build before works on while a full store is brought forward, and may start anew after it", {
  timeout: 240_000,
}, async (context) => {
  const database = await databases.make();
  const settings = databases.server.settings(database);
  await fill(database);
  const older = await databases.open(database);
  let [longestMs, done] = [0, 0];
  const stop = new AbortController();
  const working = (async () => {
    while (!stop.signal.aborted) {
      const began = performance.now();
      const [seq = 0] = await older.read("reserve", 1);
      await older.write([accept(seq, { keys: [`order:${seq}`] })]);
      await older.write([["claim", seq, "older", null]]);
      await older.write([["held", seq, "older"], ["step", seq, 0, "head", "1"], end(seq)]);
      assert.equal((await older.read("find", `order:${seq}`, 1))[0]?.state, "done");
      longestMs = Math.max(longestMs, performance.now() - began);
      done += 1;
    }
  })();
  await sleep(500);
  const usualMs = longestMs;
  const began = performance.now();
  await migrate(settings, [...migrations, ...later]);
  const tookMs = performance.now() - began;
  await sleep(500);
  stop.abort();
  await working;
  await older.close();
  context.diagnostic(
    `brought forward in ${Math.round(tookMs)} ms with ${runs} runs; the older replica did ${done} runs, the slowest in ${Math.round(longestMs)} ms (before: ${Math.round(usualMs)} ms)`,
  );
  assert.ok(longestMs < tookMs + usualMs + 1_000, "nobody waits for longer than the step takes");
  // The build before, once more: rolled back, or a replica that was started late.
  const again = await databases.open(database);
  await again.write([accept(runs * 2), end(runs * 2)]);
  assert.equal((await again.read("run", 1))?.state, "failed");
  await again.close();
});

test("a store beside which an older build can not work refuses it, and says what to do", async () => {
  const database = await databases.make();
  const settings = databases.server.settings(database);
  await migrate(settings, [...migrations, { name: "9002-other-steps!", sql: "DROP TABLE waybill.hits" }]);
  await assert.rejects(databases.open(database), (error: Error) => {
    assert.match(error.message, /later Waybill \(9002-other-steps!\).*Run that version/);
    return refused("newer")(error);
  });
});
