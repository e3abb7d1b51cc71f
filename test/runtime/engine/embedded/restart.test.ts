import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../../../runtime/contract/json.ts";
import { command, flaky, graph, info, options, policy, program } from "./bench-of.ts";
import { processes } from "./processes.ts";
import { day, refused, saga } from "./saga.ts";

test("what was recorded is used and never run again, by name, on a new build (step 1, context 1)", async (context) => {
  const next = await processes(context);
  const first = flaky([], { reserved: 5 });
  let computed = 0;
  const route = (then: (value: Json) => void) =>
    program(
      "orders",
      async (run) => {
        run.pure(info("order", "map"), () => (computed += 1));
        const value = await run.step(info("first"), options(), first.effect);
        await run.sleep(info("nap", "sleep"), 60_000);
        then(value);
      },
      policy(),
      graph("order:map", "first", "nap:wait"),
    );
  const one = await next("one", [route(() => assert.fail("too early"))]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });

  let seen: Json = null;
  const two = await next("two", [route((value) => (seen = value))]);
  await two.clock.advance(60_000);
  assert.deepEqual(seen, { reserved: 5 });
  assert.deepEqual([first.attempts.length, computed], [1, 1]);
  assert.equal((await two.engine.run(run))?.build, "two");
});

test("an attempt that began and did not end is unknown after a restart (step 3)", async (context) => {
  const next = await processes(context);
  const attempts: string[] = [];
  const hanging = program("orders", async (run) => {
    await run.step(info("post"), options({ settleMs: 10_000 }), (attempt) => {
      attempts.push(`${attempt.number} ${attempt.previous}`);
      return attempts.length === 1 ? new Promise<void>(() => undefined) : Promise.resolve();
    });
  });
  const one = await next("one", [hanging]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  const two = await next("one", [hanging]);
  await two.clock.advance(9_999);
  assert.equal(attempts.length, 1);
  await two.clock.advance(1);
  assert.deepEqual(attempts, ["1 none", "2 unknown"]);
  assert.equal((await two.engine.run(run))?.state, "done");
});

test("an interrupted step that can not be repeated is a person's matter", async (context) => {
  const next = await processes(context);
  const hanging = program(
    "orders",
    async (run) =>
      void (await run.step(info("post"), options({ repeatable: false }), () => new Promise(() => undefined))),
  );
  const one = await next("one", [hanging]);
  await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  const two = await next("one", [hanging]);
  await two.engine.settled();
  const [letter] = await two.engine.deadLetters({ limit: 1 });
  assert.equal(letter?.class, "unknown");
  assert.match(letter?.error ?? "", /process ended/);
});

test("attempts and the time of the next one outlive the process (retry 3)", async (context) => {
  const next = await processes(context);
  const post = flaky(["transient", "transient", "transient", "transient"]);
  const route = program("orders", async (run) => void (await run.step(info("post"), options(), post.effect)));
  for (let start = 0; start < 3; start += 1) {
    const one = await next("one", [route]);
    if (start === 0) await one.engine.accept(command("orders"));
    await one.clock.advance(1_000);
    await one.engine.close({ drainMs: 0 });
  }
  const last = await next("one", [route]);
  await last.clock.advance(3_600_000);
  assert.equal(post.attempts.length, 3);
  assert.equal((await last.engine.deadLetters({ limit: 10 })).length, 1);
});

test("parked lanes and the order in lanes outlive the process (lanes 2, 3)", async (context) => {
  const next = await processes(context);
  const seen: Json[] = [];
  const broken = program("orders", async () => Promise.reject(new Error("no")));
  const one = await next("one", [broken]);
  for (const number of [1, 2, 3]) await one.engine.accept(command("orders", number, { lane: "a" }));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  const two = await next("two", [program("orders", async (_, input) => void seen.push(input))]);
  await two.engine.settled();
  assert.deepEqual(seen, []);
  await two.engine.redrive("1", { from: "step", by: "test" });
  await two.engine.settled();
  assert.deepEqual(seen, [1, 2, 3]);
});

test("runs of a route that a build no longer has wait for one that does", async (context) => {
  const next = await processes(context);
  const one = await next("one", [program("orders", async (run) => run.sleep(info("nap", "sleep"), 60_000))]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  const two = await next("two", []);
  await two.clock.advance(120_000);
  assert.equal((await two.engine.run(run))?.state, "waiting");
  await two.engine.serve("three", [program("orders", async () => "found")]);
  await two.engine.settled();
  assert.equal((await two.engine.run(run))?.outcome, "found");
});

test("draining lets effects under way end and be recorded, and begins no other", async (context) => {
  const next = await processes(context);
  const made: string[] = [];
  const route = program("orders", async (run) => {
    for (const name of ["first", "second"]) {
      await run.step(info(name), options(), async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        made.push(name);
      });
    }
  });
  const one = await next("one", [route]);
  await one.engine.accept(command("orders"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  await one.engine.close({ drainMs: 1_000 });
  assert.deepEqual(made, ["first"]);
  const two = await next("one", [route]);
  await two.engine.settled();
  assert.deepEqual(made, ["first", "second"]);
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

test("what may have been done by one operation is not done by another of a new build, but on a person's word", async (context) => {
  const next = await processes(context);
  const posting = (operation: string, effect: ReturnType<typeof flaky>) =>
    program(
      "orders",
      async (run) =>
        void (await run.step({ ...info("posting"), system: "erp", operation }, options(), effect.effect)),
      undefined,
      graph("posting"),
    );
  const one = await next("one", [posting("createOrder", flaky(["unknown", "unknown", "unknown"]))]);
  const { run } = await one.engine.accept(command("orders"));
  await one.engine.settled();
  await one.engine.close({ drainMs: 0 });
  const other = flaky([]);
  const two = await next("two", [posting("createSalesOrder", other)]);
  await two.clock.advance(day);
  assert.equal(other.attempts.length, 0);
  const letter = await two.engine.deadLetter("1");
  assert.equal(letter?.class, "unknown");
  assert.match(letter?.error ?? "", /may have been done by erp\.createOrder, .* by erp\.createSalesOrder/);
  await two.engine.redrive("1", { from: "step", by: "ann" });
  await two.clock.advance(day);
  assert.deepEqual(
    other.attempts.map(({ previous }) => previous),
    ["unknown"],
  );
  assert.equal((await two.engine.run(run))?.state, "done");
  await two.engine.close({ drainMs: 0 });
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
