import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineRefusal, type Program, type RunContext } from "../../../../runtime/engine/port.ts";
import { bench, command, flaky, graph, info, options, policy, program } from "./bench-of.ts";
import { processes } from "./processes.ts";

const day = 86_400_000;
const ann = { by: "ann", reason: "the customer called" };
const refused = (code: string) => (error: unknown) => error instanceof EngineRefusal && error.code === code;

/** Reserves and charges, each of which can be undone, then waits; `calls` is what the systems saw. */
function saga(calls: string[], undo: () => Promise<void> = async () => undefined): Program {
  const act = async (run: RunContext, name: string): Promise<void> => {
    await run.step(
      info(name),
      options(),
      async ({ attemptKey }) => void calls.push(attemptKey.replace(/^[^:]*:/, "")),
    );
    run.compensation(name, () =>
      run.step(info(`compensate:${name}`), options(), async () => {
        await undo();
        calls.push(`undo ${name}`);
      }),
    );
  };
  return program(
    "orders",
    async (run) => {
      await act(run, "reserve");
      await act(run, "charge");
      await run.sleep(info("nap", "wait"), day);
      await run.step(info("ship"), options(), async () => void calls.push("ship"));
    },
    policy(),
    graph("reserve", "charge", "nap:wait", "ship"),
  );
}

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

test("a run goes over to a build whose steps continue what was done, and waits for a person where they do not", async (context) => {
  const rebuilt: readonly (readonly [steps: readonly string[], state: string])[] = [
    [["reserve", "charge", "nap:wait", "ship", "mail"], "done"],
    [["reserve", "charge", "check", "nap:wait", "ship"], "done"],
    [["reserve", "check", "charge", "nap:wait", "ship"], "paused"],
    [["reserve", "charge:call:other", "nap:wait", "ship"], "paused"],
    [["charge", "nap:wait", "ship"], "paused"],
    [["reserve", "charge", "nap:wait", "ship:call:ship:on Fridays"], "done"],
    [["reserve", "charge:call:charge:on Fridays", "nap:wait", "ship"], "paused"],
  ];
  for (const [steps, state] of rebuilt) {
    const next = await processes(context);
    const calls: string[] = [];
    const one = await next("one", [saga(calls)]);
    const { run } = await one.engine.accept(command("orders"));
    await one.engine.settled();
    await one.engine.close({ drainMs: 0 });
    const two = await next("two", [{ ...saga(calls), graph: graph(...steps) }]);
    await two.clock.advance(2 * day);
    assert.equal((await two.engine.run(run))?.state, state, steps.join());
    if (state === "paused") {
      // It would be said to be undone, and what this build does not know would not be.
      await assert.rejects(
        two.engine.cancel(run, { compensate: true, by: "ann", reason: "late" }),
        refused("conflict"),
      );
      await two.engine.resume(run, { by: "ann" });
      await two.clock.advance(2 * day);
      assert.equal((await two.engine.run(run))?.state, "done");
    }
    assert.deepEqual(calls, ["reserve", "charge", "ship"]);
    await two.engine.close({ drainMs: 0 });
  }
});

test("a person decides once; the deadline decides where nobody did; whoever is first counts", async () => {
  const { engine, clock } = await bench();
  const got: unknown[] = [];
  const route = program("orders", async (run) => {
    got.push(
      await run.approve(info("review", "approve"), { role: "fraud", show: { total: 5 }, withinMs: day }),
    );
  });
  await engine.serve("one", [route]);
  const first = (await engine.accept(command("orders"))).run;
  const second = (await engine.accept(command("orders"))).run;
  await clock.advance(3_600_000);
  assert.deepEqual(
    (await engine.approvals({ role: "fraud", limit: 5 })).map(({ run, step, show }) => [run, step, show]),
    [
      [first, "review", { total: 5 }],
      [second, "review", { total: 5 }],
    ],
  );
  const word = { decision: "approved", by: "ann", note: "known customer" } as const;
  assert.equal(await engine.decide(first, "review", word), "done");
  assert.equal(await engine.decide(first, "review", { ...word, decision: "rejected" }), "already");
  assert.equal(await engine.decide(first, "other", word), "unknown");
  await clock.advance(day);
  assert.equal(await engine.decide(second, "review", word), "already", "its time is over");
  assert.deepEqual(got, [
    { kind: "approved", by: "ann", at: clock.now() - day, note: "known customer" },
    { kind: "expired" },
  ]);
  assert.deepEqual(await engine.approvals({ limit: 5 }), []);
});

test("of a lane with `latest` what is older than what was seen is over at once, as stale, and found", async () => {
  const { engine } = await bench();
  const seen: unknown[] = [];
  await engine.serve("one", [program("stock", async (_run, input) => void seen.push(input))]);
  const send = (by: number, lane = "A") =>
    engine.accept(command("stock", by, { lane, latest: { by }, searchKeys: [`m${by}`] }));
  assert.equal((await send(5)).outcome, "accepted");
  const stale = await send(3);
  assert.equal(stale.outcome, "stale");
  assert.equal((await send(5)).outcome, "accepted");
  assert.equal((await send(4, "B")).outcome, "accepted");
  await engine.settled();
  assert.deepEqual(seen.length, 3);
  assert.deepEqual(
    (await engine.find("m3", 5)).map(({ run, outcome }) => [run, outcome]),
    [[stale.run, "stale"]],
  );
});

test("what the store has of a run and can not be read is a dead letter, and no unhandled rejection", async (context) => {
  const next = await processes(context);
  const calls: string[] = [];
  const one = await next("one", [saga(calls)]);
  const { run } = await one.engine.accept(command("orders"));
  await one.clock.advance(10_000);
  await one.store.write([["step", 1, 1, "{ torn", null]]);
  await one.engine.close({ drainMs: 0 });
  const two = await next("one", [saga(calls)]);
  await two.clock.advance(2 * day);
  const letter = await two.engine.deadLetter("1");
  assert.deepEqual([letter?.run, letter?.class, letter?.state], [run, "invalid", "open"]);
  await assert.rejects(two.engine.redrive("1", { from: "start", by: "ann" }), refused("conflict"));
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
