import assert from "node:assert/strict";
import { command, graph, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { ann, inState, quick, rested } from "../programs.ts";
import type { EngineCase, EngineSubject } from "../subject.ts";

/** Reserves, sleeps until it is let go on by time, then does what its build has as last step. */
function route(calls: string[], last: string, ...steps: readonly string[]) {
  return program(
    "orders",
    async (run) => {
      const [first = "reserve"] = steps;
      await run.step(info(first), options({ policy: quick() }), async () => void calls.push(first));
      await run.sleep(info("nap", "sleep"), 400);
      await run.step(
        info(last),
        options({ policy: quick() }),
        async () => void calls.push(`${last} in ${run.build}`),
      );
    },
    quick(),
    graph(...steps, last),
  );
}

/** A run that the build `one` began and that sleeps, and the process of the next build. */
async function inFlight(subject: EngineSubject, calls: string[]): Promise<string> {
  await subject.engine.serve("one", [route(calls, "post", "reserve", "nap:sleep")]);
  const { run } = await subject.engine.accept(command("orders"));
  await until(
    async () => (await subject.engine.history(run)).at(-1)?.outcome,
    (outcome) => outcome === "waiting",
  );
  await subject.restart();
  return run;
}

export const builds: readonly EngineCase[] = [
  {
    name: "where a person says that the store was put back, what a run begins anew may have happened, and what a later run does has not",
    async run(subject) {
      const told: string[] = [];
      const post = (name: string) =>
        program("orders", async (run) => {
          await run.sleep(info("nap", "sleep"), 300);
          await run.step(
            info("post"),
            options({ policy: quick() }),
            async ({ previous }) => void told.push(`${name} ${previous}`),
          );
        });
      await subject.engine.serve("one", [post("before")]);
      const { run } = await subject.engine.accept(command("orders"));
      await subject.restart({ putBack: "2026-11-24" });
      await subject.engine.serve("one", [post("after")]);
      await inState(subject.engine, run, "done");
      const later = await subject.engine.accept(command("orders"));
      await inState(subject.engine, later.run, "done");
      assert.deepEqual(told, ["after unknown", "after none"]);
      assert.equal((await subject.engine.audit({ limit: 1 }))[0]?.action, "put-back");
    },
  },
  {
    name: "a run goes over to a build whose steps continue what was done",
    async run(subject) {
      const calls: string[] = [];
      const run = await inFlight(subject, calls);
      await subject.engine.serve("two", [route(calls, "post-better", "reserve", "nap:sleep")]);
      const { state, build } = await rested(subject.engine, run);
      assert.deepEqual([state, build], ["done", "two"]);
      assert.deepEqual(calls, ["reserve", "post-better in two"]);
    },
  },
  {
    name: "a run whose steps a build does not continue waits for a person, who resumes it in the new build",
    async run(subject) {
      const calls: string[] = [];
      const run = await inFlight(subject, calls);
      await subject.engine.serve("two", [route(calls, "post", "check", "nap:sleep")]);
      const { state, reason } = await rested(subject.engine, run);
      assert.equal(state, "paused");
      assert.match(reason ?? "", /Build one began this run/);
      await subject.engine.resume(run, ann);
      await inState(subject.engine, run, "done");
      assert.deepEqual(calls, ["reserve", "check", "post in two"]);
    },
  },
  {
    name: "runs of a route that a build no longer has wait for one that does",
    async run(subject) {
      const calls: string[] = [];
      const run = await inFlight(subject, calls);
      await subject.engine.serve("two", [program("other", async () => undefined)]);
      await assert.rejects(subject.engine.accept(command("orders")));
      assert.equal((await subject.engine.run(run))?.state, "waiting");
      await subject.restart();
      await subject.engine.serve("three", [route(calls, "post", "reserve", "nap:sleep")]);
      assert.equal((await rested(subject.engine, run)).state, "done");
    },
  },
];
