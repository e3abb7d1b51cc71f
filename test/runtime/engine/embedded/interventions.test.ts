import assert from "node:assert/strict";
import { test } from "node:test";
import { bench, command, flaky, info, options, program } from "./bench-of.ts";
import { processes } from "./processes.ts";
import { ann, day, refused, saga } from "./saga.ts";

test("cancelled, a run is undone in reverse order, once, and is over", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  await engine.serve("one", [saga(calls)]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(10_000);
  await engine.cancel(run, { ...ann, compensate: true });
  await engine.settled();
  assert.deepEqual(calls, ["reserve", "charge", "undo charge", "undo reserve"]);
  const over = await engine.run(run);
  assert.deepEqual([over?.state, over?.reason], ["cancelled", "ann: the customer called"]);
  await clock.advance(2 * day);
  assert.equal(calls.length, 4);
  await assert.rejects(engine.cancel(run, { ...ann, compensate: true }), refused("conflict"));
  assert.deepEqual(
    (await engine.audit({ subject: run, limit: 5 })).map(({ action, by }) => [action, by]),
    [["cancel", "ann"]],
  );
});

test("cancelled without undoing, what is done stays", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  await engine.serve("one", [saga(calls)]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await engine.cancel(run, { ...ann, compensate: false });
  await clock.advance(2 * day);
  assert.deepEqual(calls, ["reserve", "charge"]);
  assert.equal((await engine.run(run))?.state, "cancelled");
});

test("undoing that fails is a dead letter, and its redrive goes on undoing, not with the route", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const undo = flaky(["refused"]);
  await engine.serve("one", [saga(calls, async () => void (await undo.effect({} as never)))]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await engine.cancel(run, { ...ann, compensate: true });
  await engine.settled();
  assert.equal((await engine.deadLetter("1"))?.step, "compensate:charge");
  await engine.redrive("1", { from: "step", by: "ann" });
  await clock.advance(2 * day);
  assert.deepEqual(calls, ["reserve", "charge", "undo charge", "undo reserve"]);
  assert.equal((await engine.run(run))?.state, "cancelled");
});

test("what was asked outlives the process, wherever it ends", async (context) => {
  const next = await processes(context);
  const calls: string[] = [];
  let hang = true;
  const stuck = saga(calls, () => (hang ? new Promise<void>(() => undefined) : Promise.resolve()));
  const one = await next("one", [stuck]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.cancel(run, { ...ann, compensate: true });
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  hang = false;
  const two = await next("one", [stuck]);
  await two.clock.advance(2 * day);
  assert.deepEqual(calls, ["reserve", "charge", "undo charge", "undo reserve"]);
  assert.equal((await two.engine.run(run))?.state, "cancelled");
});

test("a step under way ends before its run is cancelled, and is undone with the rest", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const slow = program("orders", async (run) => {
    await run.step(info("charge"), options(), async () => {
      await clock.sleep(5_000);
      calls.push("charge");
    });
    run.compensation("charge", () =>
      run.step(info("compensate:charge"), options(), async () => void calls.push("undo")),
    );
    await run.step(info("ship"), options(), async () => void calls.push("ship"));
  });
  await engine.serve("one", [slow]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await engine.cancel(run, { ...ann, compensate: true });
  assert.equal((await engine.run(run))?.requested, "cancel");
  await clock.advance(10_000);
  assert.deepEqual([calls, (await engine.run(run))?.state], [["charge", "undo"], "cancelled"]);
});

test("paused, a run holds its lane and its place; resumed, it goes on where it was", async (context) => {
  const next = await processes(context);
  const calls: string[] = [];
  const one = await next("one", [saga(calls)]);
  const { run } = await one.engine.accept(command("orders", {}, { lane: "A" }));
  const second = await one.engine.accept(command("orders", {}, { lane: "A" }));
  await one.engine.settled();
  await one.engine.pause(run, ann);
  await one.clock.advance(3 * day);
  assert.deepEqual(calls, ["reserve", "charge"]);
  const paused = await one.engine.run(run);
  assert.deepEqual([paused?.state, paused?.reason], ["paused", "ann: the customer called"]);
  await one.engine.close({ drainMs: 0 });

  const two = await next("one", [saga(calls)]);
  await two.clock.advance(day);
  assert.equal(calls.length, 2);
  await two.engine.resume(run, { by: "bob" });
  await two.clock.advance(2 * day);
  assert.deepEqual(calls, ["reserve", "charge", "ship", "reserve", "charge", "ship"]);
  assert.equal((await two.engine.run(second.run))?.state, "done");
});
