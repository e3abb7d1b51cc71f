import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import { bench, command, info, options, policy, program } from "./bench-of.ts";

/** Six orders that failed: even ones refused, odd ones unknown at a step that can not be repeated. */
async function failed() {
  const made = await bench();
  const done: unknown[] = [];
  let fails = true;
  const pass = policy({ deadLetter: { lane: "pass" }, retry: { attempts: 1 } });
  const route = program(
    "orders",
    async (run, input) => {
      const even = Number(input) % 2 === 0;
      await run.step(info("post"), options({ policy: pass, repeatable: even }), async () => {
        if (fails) throw new Failure(even ? "refused" : "unknown", "no");
        done.push(input);
      });
    },
    pass,
  );
  await made.engine.serve("one", [route]);
  for (let number = 0; number < 6; number += 1) await made.engine.accept(command("orders", number));
  await made.engine.settled();
  fails = false;
  return { ...made, done };
}

test("a dry run counts what would be redriven, and touches nothing", async () => {
  const { engine, done } = await failed();
  const order = { action: "redrive", by: "ann", dryRun: true } as const;
  const progress = await engine.bulk({ class: "refused" }, order);
  assert.deepEqual(
    [progress.matched, progress.state, progress.counts],
    [3, "dry-run", { "orders · refused · team-test": 3 }],
  );
  await engine.settled();
  assert.deepEqual([done, (await engine.deadLetters({ state: "open", limit: 9 })).length], [[], 6]);
});

test("letters are redriven in their order, so many a second, each with its audit record", async () => {
  const { engine, clock, done } = await failed();
  const { id } = await engine.bulk({ class: "refused" }, { action: "redrive", by: "ann", ratePerSecond: 1 });
  await clock.advance(1_500);
  assert.deepEqual(done, [0, 2]);
  await clock.advance(5_000);
  assert.deepEqual(done, [0, 2, 4]);
  const over = await engine.bulkProgress(id);
  assert.deepEqual([over?.done, over?.state], [3, "done"]);
  const actions = (await engine.audit({ limit: 9 })).map(({ action }) => action);
  assert.deepEqual(actions, ["redrive", "redrive", "redrive", "redrive many"]);
});

test("many at a time never repeat what may have happened and can not be told from its repetition (bulk 3)", async () => {
  const { engine, clock, done } = await failed();
  const { id } = await engine.bulk({}, { action: "redrive", by: "ann", ratePerSecond: 100 });
  await clock.advance(10_000);
  assert.deepEqual(done, [0, 2, 4]);
  assert.deepEqual(
    (await engine.bulkProgress(id))?.passedOver.map((letter) => letter.id),
    ["2", "4", "6"],
  );
});

test("those of a time on are discarded for a reason", async () => {
  const { engine, clock } = await failed();
  assert.equal((await engine.bulk({ since: clock.now() + 1 }, { action: "discard", by: "ann" })).matched, 0);
  await engine.bulk({ route: "orders" }, { action: "discard", by: "ann", reason: "test orders" });
  await clock.advance(10_000);
  assert.equal((await engine.deadLetters({ state: "discarded", limit: 9 })).length, 6);
});
