import assert from "node:assert/strict";
import { test } from "node:test";
import { bench, command, flaky, info, options, program } from "./bench-of.ts";
import { processes } from "./processes.ts";
import { ann, day, refused } from "./saga.ts";

test("restarted from a step, a run keeps what was before it; what was undone is done anew under another key", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const fails = flaky(["refused"]);
  const route = program("orders", async (run) => {
    for (const name of ["reserve", "charge"]) {
      await run.step(
        info(name),
        options(),
        async ({ attemptKey }) => void calls.push(attemptKey.replace(/^[^:]*:/, "")),
      );
      run.compensation(name, () =>
        run.step(info(`compensate:${name}`), options(), async () => void calls.push(`undo ${name}`)),
      );
    }
    try {
      await run.step(info("ship"), options(), fails.effect);
    } catch (error) {
      await run.compensate(["charge"]);
      throw error;
    }
  });
  await engine.serve("one", [route]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await assert.rejects(engine.restart(run, { ...ann, fromStep: "nowhere" }), refused("unknown"));
  await engine.restart(run, { ...ann, fromStep: "charge" });
  await clock.advance(day);
  assert.deepEqual(calls, ["reserve", "charge", "undo charge", "charge:1"]);
  assert.deepEqual(
    [(await engine.run(run))?.state, (await engine.deadLetter("1"))?.state],
    ["done", "redriven"],
  );
});

test("restarted from a step, a run is told of each effect that it may have happened, that of a step the store has lost included", async (context) => {
  const next = await processes(context);
  const attempts: string[] = [];
  const fails = flaky(["refused", "refused"]);
  const route = program("orders", async (run) => {
    for (const name of ["reserve", "charge"])
      await run.step(
        info(name),
        options(),
        async ({ previous }) => void attempts.push(`${name} ${previous}`),
      );
    await run.step(info("ship"), options(), fails.effect);
  });
  const one = await next("one", [route]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.restart(run, { ...ann, fromStep: "reserve" });
  await one.clock.advance(day);
  assert.deepEqual(attempts.splice(0), ["reserve none", "charge none", "reserve unknown", "charge unknown"]);
  assert.equal(fails.attempts.at(-1)?.previous, "failed");

  await one.store.write([["step", 1, 1, "{ torn", null]]);
  await assert.rejects(one.engine.restart(run, { by: "ann", fromStep: "reserve" }), refused("conflict"));
  await one.engine.restart(run, { ...ann, fromStep: "reserve", force: true });
  await one.clock.advance(day);
  assert.deepEqual(attempts, ["reserve unknown", "charge unknown"]);
  assert.equal((await one.engine.run(run))?.state, "done");
});

test("a run is not restarted from behind a step that was undone", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const fails = flaky(["refused"]);
  const route = program("orders", async (run) => {
    await run.step(info("charge"), options(), async () => void calls.push("charge"));
    run.compensation("charge", () =>
      run.step(info("compensate:charge"), options(), async () => void calls.push("undo charge")),
    );
    try {
      await run.step(info("ship"), options(), fails.effect);
    } catch (error) {
      await run.compensate("all");
      throw error;
    }
  });
  await engine.serve("one", [route]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await assert.rejects(engine.restart(run, { ...ann, fromStep: "ship" }), /without charge, which was undone/);
  await engine.restart(run, { ...ann, fromStep: "charge" });
  await clock.advance(day);
  assert.deepEqual(calls, ["charge", "undo charge", "charge"]);
});

test("restarted from a step of one branch, a run keeps what the other branches did, and does anew what comes after them", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const fails = flaky(["refused"]);
  const route = program("orders", async (run) => {
    const act = (name: string) => run.step(info(name), options(), async () => void calls.push(name));
    await Promise.all([
      act("both[0].reserve").then(() => act("both[0].pack")),
      act("both[1].charge").then(() => act("both[1].book")),
    ]);
    await act("tell");
    await run.step(info("ship"), options(), fails.effect);
  });
  await engine.serve("one", [route]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  calls.length = 0;
  await engine.restart(run, { ...ann, fromStep: "both[0].reserve" });
  await clock.advance(day);
  assert.deepEqual(calls, ["both[0].reserve", "both[0].pack", "tell"]);
  assert.equal((await engine.run(run))?.state, "done");
});

test("an effect that nothing tells from its repetition is not repeated from the start, unless a person insists and says why", async () => {
  const { engine, clock } = await bench();
  const calls: string[] = [];
  const fails = flaky(["refused"]);
  const route = program("orders", async (run) => {
    await run.step(info("charge"), options({ repeatable: false }), async () => void calls.push("charge"));
    await run.step(info("ship"), options(), fails.effect);
  });
  await engine.serve("one", [route]);
  await engine.accept(command("orders"));
  await engine.settled();
  await assert.rejects(engine.redrive("1", { from: "start", by: "ann" }), refused("conflict"));
  await assert.rejects(engine.redrive("1", { from: "start", by: "ann", force: true }), refused("conflict"));
  await engine.redrive("1", { from: "start", by: "ann", force: true, reason: "the bank lost it" });
  await clock.advance(day);
  assert.deepEqual(calls, ["charge", "charge"]);
  assert.match((await engine.audit({ limit: 1 }))[0]?.detail ?? "", /repeats charge: the bank lost it/);
});
