import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import type { Json } from "../../../../runtime/contract/json.ts";
import { bench, command, info, options, policy, program } from "./bench-of.ts";

const inLane = (number: number, lane = "a") => command("orders", number, { lane });

test("a lane lets through one at a time, in the order of acceptance (lanes 1, 2)", async () => {
  const { engine, clock } = await bench();
  const seen: Json[] = [];
  await engine.serve("one", [
    program("orders", async (run, input) => {
      await run.step(info("begin"), options(), async () => void seen.push(input));
      await run.step(info("post"), options(), () => clock.sleep(100));
      await run.sleep(info("nap", "sleep"), 60_000);
      await run.step(info("end"), options(), async () => void seen.push(input));
    }),
  ]);
  await Promise.all([engine.accept(inLane(1)), engine.accept(inLane(2)), engine.accept(inLane(3, "b"))]);
  await engine.settled();
  assert.deepEqual(seen, [1, 3]);
  await clock.advance(3_600_000);
  assert.deepEqual(seen, [1, 3, 1, 3, 2, 2]);
});

function failing(lane: "park" | "pass", broken: { is: boolean }, seen: Json[]) {
  return program("orders", async (run, input) => {
    await run.step(info("post"), options({ policy: policy({ deadLetter: { lane } }) }), async () => {
      if (broken.is && input === 1) throw new Failure("refused", "no");
      seen.push(input);
    });
  });
}

test("a dead letter parks its lane until it is redriven to success (lanes 3)", async () => {
  const { engine } = await bench();
  const [broken, seen] = [{ is: true }, [] as Json[]];
  await engine.serve("one", [failing("park", broken, seen)]);
  const { run } = await engine.accept(inLane(1));
  await engine.accept(inLane(2));
  await engine.accept(inLane(3, "b"));
  await engine.settled();
  assert.deepEqual(seen, [3]);
  assert.equal((await engine.run(run))?.state, "paused");
  assert.equal((await engine.backlog()).paused, 1);

  await engine.redrive("1", { from: "step", by: "test" });
  await engine.settled();
  assert.deepEqual(seen, [3], "it failed again, so the lane is parked again");
  broken.is = false;
  await engine.redrive("2", { from: "step", by: "test" });
  await engine.settled();
  assert.deepEqual(seen, [3, 1, 2]);
  assert.equal((await engine.run(run))?.state, "done");
});

test("a discarded dead letter releases its lane (dead letters 3)", async () => {
  const { engine } = await bench();
  const seen: Json[] = [];
  await engine.serve("one", [failing("park", { is: true }, seen)]);
  const { run } = await engine.accept(inLane(1));
  await engine.accept(inLane(2));
  await engine.settled();
  await engine.discard("1", { by: "test", reason: "the customer called" });
  await engine.settled();
  assert.deepEqual(seen, [2]);
  assert.equal((await engine.run(run))?.state, "cancelled");
});

test("a dead letter lets its lane pass where the policy says so", async () => {
  const { engine } = await bench();
  const seen: Json[] = [];
  await engine.serve("one", [failing("pass", { is: true }, seen)]);
  const { run } = await engine.accept(inLane(1));
  await engine.accept(inLane(2));
  await engine.settled();
  assert.deepEqual(seen, [2]);
  assert.equal((await engine.run(run))?.state, "failed");
});

test("runs behind a parked lane are no backlog, so one lane can not close the door for all", async () => {
  const { engine } = await bench({ backlog: 3 });
  await engine.serve("one", [failing("park", { is: true }, [])]);
  for (let number = 1; number < 10; number += 1) {
    await engine.accept(inLane(number));
    await engine.settled();
  }
  assert.equal((await engine.accept(inLane(1, "b"))).outcome, "accepted");
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
