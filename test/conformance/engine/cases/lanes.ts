import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../../../runtime/contract/failure.ts";
import { command, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { ann, openLetter, passing, quick, rested, textOf } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** Fails for a `bad` input until it is mended. */
function mendable(policy = quick()) {
  const state = { mended: false, worked: [] as string[] };
  const route = program(
    "orders",
    async (run, input) => {
      const name = textOf(input);
      await run.step(info("post"), options({ policy }), async () => {
        if (name === "bad" && !state.mended) throw new Failure("refused", "It is bad.");
        state.worked.push(name);
      });
    },
    policy,
  );
  return { state, route };
}

export const lanes: readonly EngineCase[] = [
  {
    name: "runs of a lane go one at a time, in the order of acceptance; other lanes, and runs without one, beside them",
    async run({ engine }) {
      const log: string[] = [];
      let most = 0;
      let at = 0;
      await engine.serve("one", [
        program("orders", async (run, input) => {
          await run.step(info("post"), options(), async () => {
            at += 1;
            most = Math.max(most, at);
            log.push(`${textOf(input)} begins`);
            await sleep(30);
            log.push(`${textOf(input)} ends`);
            at -= 1;
          });
        }),
      ]);
      const accept = (name: string, lane?: string) =>
        engine.accept(command("orders", name, lane === undefined ? {} : { lane }));
      const runs = [];
      for (const name of ["a1", "a2", "a3"]) runs.push(await accept(name, "a"));
      runs.push(await accept("b1", "b"), await accept("c"), await accept("d"));
      for (const { run } of runs) await rested(engine, run);
      const laneA = log.filter((line) => line.startsWith("a"));
      assert.deepEqual(laneA, ["a1 begins", "a1 ends", "a2 begins", "a2 ends", "a3 begins", "a3 ends"]);
      assert.ok(most > 1, "lanes go side by side");
    },
  },
  {
    name: "a run that sleeps keeps its lane",
    async run({ engine }) {
      const log: string[] = [];
      await engine.serve("one", [
        program("orders", async (run, input) => {
          if (input === "first") await run.sleep(info("nap", "sleep"), 200);
          log.push(textOf(input));
        }),
      ]);
      await engine.accept(command("orders", "first", { lane: "a" }));
      const { run } = await engine.accept(command("orders", "second", { lane: "a" }));
      await rested(engine, run);
      assert.deepEqual(log, ["first", "second"]);
    },
  },
  {
    name: "a dead letter parks its lane, also across processes, until it is redriven; those behind it follow in order",
    async run(subject) {
      const { state, route } = mendable();
      await subject.engine.serve("one", [route]);
      const runs: string[] = [];
      for (const name of ["bad", "next", "last"])
        runs.push((await subject.engine.accept(command("orders", name, { lane: "a" }))).run);
      await openLetter(subject.engine);
      await subject.restart();
      await subject.engine.serve("one", [route]);
      const letter = await openLetter(subject.engine);
      const other = await subject.engine.accept(command("orders", "elsewhere", { lane: "b" }));
      await rested(subject.engine, other.run);
      assert.deepEqual(state.worked, ["elsewhere"]);
      assert.equal((await subject.engine.run(runs[0] ?? ""))?.state, "paused");
      state.mended = true;
      await subject.engine.redrive(letter, { ...ann, from: "step" });
      for (const run of runs) assert.equal((await rested(subject.engine, run)).state, "done");
      assert.deepEqual(state.worked, ["elsewhere", "bad", "next", "last"]);
    },
  },
  {
    name: "a discarded dead letter gives its lane up, and its run is cancelled",
    async run({ engine }) {
      const { state, route } = mendable();
      await engine.serve("one", [route]);
      const bad = await engine.accept(command("orders", "bad", { lane: "a" }));
      const next = await engine.accept(command("orders", "next", { lane: "a" }));
      await engine.discard(await openLetter(engine), ann);
      assert.equal((await rested(engine, next.run)).state, "done");
      assert.equal((await engine.run(bad.run))?.state, "cancelled");
      assert.deepEqual(state.worked, ["next"]);
    },
  },
  {
    name: "a dead letter lets its lane pass where the policy says so, and a redrive waits for its turn in it",
    async run({ engine }) {
      const { state, route } = mendable(passing);
      await engine.serve("one", [route]);
      const bad = await engine.accept(command("orders", "bad", { lane: "a" }));
      const next = await engine.accept(command("orders", "next", { lane: "a" }));
      assert.equal((await rested(engine, next.run)).state, "done");
      assert.equal((await engine.run(bad.run))?.state, "failed");
      state.mended = true;
      await engine.redrive(await openLetter(engine), { ...ann, from: "step" });
      await until(
        () => state.worked,
        ({ length }) => length === 2,
      );
      assert.deepEqual(state.worked, ["next", "bad"]);
    },
  },
];
