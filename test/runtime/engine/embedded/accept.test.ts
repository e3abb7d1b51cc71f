import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy } from "../../../../runtime/engine/port.ts";
import { bench, command, flaky, info, options, policy, program } from "./bench-of.ts";
import { ann, saga } from "./saga.ts";

const keyed = (key: string, keepMs = 1_000) => command("orders", {}, { idempotency: { key, keepMs } });

test("the same key within its time is the first run (intake 3)", async () => {
  const { engine, clock } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  const first = await engine.accept(keyed("a"));
  assert.equal(first.outcome, "accepted");
  assert.deepEqual(await engine.accept(keyed("a")), { run: first.run, outcome: "duplicate" });
  await clock.advance(1_001);
  assert.equal((await engine.accept(keyed("a"))).outcome, "accepted");
});

test("of calls at the same moment with one key one is accepted (intake 3)", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  const all = await Promise.all(Array.from({ length: 20 }, () => engine.accept(keyed("a"))));
  assert.equal(all.filter((one) => one.outcome === "accepted").length, 1);
  assert.equal(new Set(all.map((one) => one.run)).size, 1);
});

test("keys are a route's own (intake 3)", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => {}), program("refunds", async () => {})]);
  await engine.accept(keyed("a"));
  const other = await engine.accept({ ...keyed("a"), route: "refunds" });
  assert.equal(other.outcome, "accepted");
});

test("a full backlog turns away with a time to come back, and takes again when it is drained", async () => {
  const { engine, clock } = await bench({ backlog: 2, active: 1 });
  await engine.serve("one", [
    program("orders", async (run) => run.step(info("slow"), options(), () => clock.sleep(1_000))),
  ]);
  await engine.accept(command("orders"));
  await engine.accept(command("orders"));
  await assert.rejects(
    engine.accept(command("orders")),
    (error) => error instanceof Busy && error.retryAfterMs > 0,
  );
  await clock.advance(2_000);
  assert.equal((await engine.accept(command("orders"))).outcome, "accepted");
});

test("a message the store refuses left nothing behind (intake 1)", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  await assert.rejects(engine.accept(command("orders", loop as never)));
  assert.deepEqual((await engine.backlog()).waiting, 0);
});

test("a caller hears what the run answered, or how it ended", async () => {
  const { engine } = await bench();
  const answering = program("orders", async (run) => {
    await run.respond(info("respond", "respond"), { status: 201, body: { ok: true } });
  });
  await engine.serve("one", [
    answering,
    program("silent", async () => "refused"),
    program("broken", async () => Promise.reject(new Error("no"))),
  ]);
  const answers = ["orders", "silent", "broken"].map(
    async (route) => (await engine.accept(command(route))).answered,
  );
  const [responded, ended, failed] = await Promise.all(answers);
  assert.deepEqual(responded, { kind: "responded", status: 201, body: { ok: true } });
  assert.deepEqual(ended, { kind: "ended", outcome: "refused" });
  assert.equal(failed?.kind === "failed" && failed.failure.class, "invalid");
});

test("a run is found by its id, its message, its lane and each business key", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async (run) => run.index("order@2", "450789469"))]);
  const { run } = await engine.accept(command("orders", {}, { searchKeys: ["message-1"], lane: "lane-1" }));
  await engine.settled();
  for (const key of [run, "message-1", "lane-1", "450789469"])
    assert.equal((await engine.find(key, 10))[0]?.run, run, key);
  assert.deepEqual(await engine.find("nothing", 10), []);
  assert.equal(await engine.run(run.replace(/-.*/, "-guessed")), undefined);
});

test("the age of the backlog is that of what time and this process can move: who waits on purpose has none", async () => {
  const hour = 3_600_000;
  const { engine, clock } = await bench();
  const stuck = flaky(["refused"]);
  const pass = (name: string) => info(name, "wait");
  await engine.serve("one", [
    program("sleeps", (run) => run.sleep(pass("pause"), 10 * hour)),
    program("naps", (run) => run.sleep(pass("pause"), 2_000)),
    program("asks", async (run) => void (await run.approve(pass("review"), { role: "desk", show: {} }))),
    program("parks", async (run) => void (await run.step(info("post"), options(), stuck.effect))),
    program("retries", async (run) => {
      const patient = policy({ retry: { attempts: 9, initialMs: 5 * hour, maxMs: 5 * hour } });
      await run.step(info("post"), options({ policy: patient }), flaky(["transient", "transient"]).effect);
    }),
  ]);
  for (const route of ["sleeps", "asks"]) await engine.accept(command(route));
  await engine.accept(command("parks", {}, { lane: "a" }));
  await engine.accept(command("parks", {}, { lane: "a" }));
  await clock.advance(hour);
  await engine.accept(command("naps"));
  await engine.settled();
  assert.deepEqual([(await engine.backlog()).oldestMs, (await engine.backlog()).paused], [0, 1]);
  await engine.accept(command("retries"));
  await clock.advance(hour);
  assert.equal((await engine.backlog()).oldestMs, hour);
});

test("runs are listed by state and route, newest first, page by page", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  await engine.serve("one", [saga(calls), program("quick", async () => undefined)]);
  const orders = [];
  for (let number = 0; number < 3; number += 1) {
    orders.push((await engine.accept(command("orders"))).run);
    await engine.accept(command("quick"));
  }
  await engine.settled();
  await engine.pause(orders[1] ?? "", ann);
  await engine.settled();
  const states = async (query: Parameters<typeof engine.runs>[0]) =>
    (await engine.runs(query)).runs.map(({ run }) => run);
  assert.deepEqual(await states({ state: "waiting", limit: 9 }), [orders[2], orders[0]]);
  assert.deepEqual(await states({ state: "paused", limit: 9 }), [orders[1]]);
  assert.equal((await states({ state: "done", route: "quick", limit: 9 })).length, 3);
  assert.deepEqual(await states({ state: "done", route: "orders", limit: 9 }), []);
  const page = await engine.runs({ state: "done", limit: 2 });
  assert.equal((await engine.runs({ state: "done", limit: 2, before: page.next ?? "" })).runs.length, 1);
  await clock.advance(1);
});
