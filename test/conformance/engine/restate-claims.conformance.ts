import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import type { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { command, info, options, program } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";
import { accept } from "../store/writes.ts";
import { gate, inState } from "./programs.ts";

let server: Restate;
let databases: Databases;
before(async () => {
  [server, databases] = await Promise.all([Restate.start(), Databases.start()]);
});
after(() => Promise.all([server.stop(), databases.stop()]));

let made = 0;

/** An engine, and beside it the store as another process sees it. */
async function start(context: TestContext): Promise<{ engine: RestateEngine; store: PostgresStore }> {
  const [database, [port = 0]] = await Promise.all([databases.make(), freePorts(1)]);
  const store = await databases.open(database);
  const engine = new RestateEngine({
    store: await databases.open(database),
    restate: {
      ingress: `http://${server.ingress}`,
      listen: { host: "127.0.0.1", port },
      prefix: `claims-${++made}-`,
      register: { admin: `http://${server.admin}`, address: `http://127.0.0.1:${port}` },
    },
  });
  context.after(async () => {
    await engine.close({ drainMs: 0 });
    await store.close();
  });
  return { engine, store };
}

test("a run that Restate was never told of, and one that it forgot, are moved all the same", async (context) => {
  const { engine, store } = await start(context);
  await store.write([accept(1)]);
  await store.write([accept(2, { lane: "a" })]);
  await store.write([["claim", 2, "a process that died", null]]);
  await engine.serve("one", [program("orders", async () => undefined)]);
  await inState(engine, "1-token", "done");
  await inState(engine, "2-token", "done");
});

test("who stood still while another claimed its run writes nothing of it any more", async (context) => {
  const { engine, store } = await start(context);
  const [begun, held] = [gate(), gate()];
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(info("post"), options(), () => {
        begun.open();
        return held.passed;
      });
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await begun.passed;
  const [row] = await store.read("begun", ["orders"], 9);
  assert.ok(row);
  await store.write([["claim", row.seq, "another process", null]]);
  held.open();
  await sleep(300);
  assert.equal((await engine.history(run))[0]?.outcome, "running");
  assert.equal((await engine.run(run))?.state, "running");
});

test("a run that somebody touched between the look and the first commit is looked at again", async (context) => {
  const { engine, store } = await start(context);
  const [begun, held] = [gate(), gate()];
  const calls: string[] = [];
  await engine.serve("one", [
    program("orders", async (run) => {
      begun.open();
      await held.passed;
      await run.step(info("post"), options(), async ({ previous }) => void calls.push(previous));
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await begun.passed;
  const [row] = (await store.read("runs", null, Number.MAX_SAFE_INTEGER, 9)) ?? [];
  assert.equal(row?.held, 0);
  await store.write([["claim", row.seq, "another process", null]]);
  held.open();
  await inState(engine, run, "done");
  assert.deepEqual(calls, ["none"]);
});
