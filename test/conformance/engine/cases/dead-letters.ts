import assert from "node:assert/strict";
import { command, flaky, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { ann, openLetter, passing, quick, refusal } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** Reserves, then posts, which fails as told. Without a lane its letters park nothing. */
function posting(...failures: Parameters<typeof flaky>[0]) {
  const reserve = flaky([], "reserved");
  const post = flaky(failures, "posted");
  const policy = quick({ retry: { attempts: 2 } });
  const route = program("orders", async (run) => {
    await run.step(info("reserve"), options({ policy }), reserve.effect);
    await run.publish(info("told", "publish"), { type: "reserved@1", data: 7 });
    await run.step(info("post"), options({ policy }), post.effect);
  });
  return { reserve, post, route };
}

export const deadLetters: readonly EngineCase[] = [
  {
    name: "a dead letter says what happened: class, error, step, place, owner, input, all attempts",
    async run({ engine }) {
      const { route } = posting("transient", "transient");
      await engine.serve("one", [route]);
      const { run } = await engine.accept(command("orders", { id: 7 }));
      const letter = (await engine.deadLetter(await openLetter(engine))) ?? assert.fail();
      const { at: _at, steps, id: _id, ...said } = letter;
      assert.deepEqual(said, {
        run,
        route: "orders",
        owner: "team-test",
        class: "transient",
        error: "It was transient.",
        step: "post",
        file: "orders/test.yaml",
        line: 7,
        input: { id: 7 },
        state: "open",
      });
      assert.deepEqual(
        steps.map(({ name, outcome, attempts }) => [name, outcome, attempts.length]),
        [
          ["reserve", "ok", 1],
          ["told", "ok", 0],
          ["post", "failed", 2],
        ],
      );
      assert.deepEqual(await engine.openDeadLetters(), [{ route: "orders", owner: "team-test", count: 1 }]);
    },
  },
  {
    name: "redriven from the step, the run goes on under its id, keeps what was done, and has its attempts anew",
    async run({ engine }) {
      const { reserve, post, route } = posting("transient", "transient", "transient");
      await engine.serve("one", [route]);
      const { run } = await engine.accept(command("orders"));
      assert.equal(await engine.redrive(await openLetter(engine), { ...ann, from: "step" }), run);
      await until(
        async () => (await engine.run(run))?.state,
        (state) => state === "done",
      );
      assert.deepEqual(
        [reserve.attempts.length, post.attempts.map(({ number }) => number)],
        [1, [1, 2, 3, 4]],
      );
      assert.deepEqual(new Set(post.attempts.map(({ attemptKey }) => attemptKey)).size, 1);
    },
  },
  {
    name: "redriven from the start, effects that happened are told so, under the same key, and events stay published once",
    async run({ engine }) {
      const { reserve, post, route } = posting("refused");
      await engine.serve("one", [route]);
      const { run } = await engine.accept(command("orders"));
      await engine.redrive(await openLetter(engine), { ...ann, from: "start" });
      await until(
        async () => (await engine.run(run))?.state,
        (state) => state === "done",
      );
      assert.deepEqual(
        reserve.attempts.map(({ attemptKey, previous }) => [attemptKey, previous]),
        [
          [`${run}:reserve`, "none"],
          [`${run}:reserve`, "unknown"],
        ],
      );
      assert.equal(post.attempts.length, 2);
      const published = await until(
        () => engine.events.read({ type: "reserved@1", limit: 9 }),
        ({ length }) => length > 0,
      );
      assert.equal(published.length, 1);
    },
  },
  {
    name: "from the start, what nothing could tell from its repetition is not repeated unless a person insists and says why",
    async run({ engine }) {
      const charge = flaky([]);
      const ship = flaky(["refused"]);
      await engine.serve("one", [
        program("orders", async (run) => {
          await run.step(info("charge"), options({ repeatable: false, policy: passing }), charge.effect);
          await run.step(info("ship"), options({ policy: passing }), ship.effect);
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      const letter = await openLetter(engine);
      await assert.rejects(engine.redrive(letter, { ...ann, from: "start" }), refusal("conflict"));
      await engine.redrive(letter, { ...ann, from: "start", force: true });
      await until(
        async () => (await engine.run(run))?.state,
        (state) => state === "done",
      );
      assert.equal(charge.attempts.length, 2);
    },
  },
  {
    name: "a letter is decided about once, and both words are refused after that",
    async run({ engine }) {
      const { route } = posting("refused");
      await engine.serve("one", [route]);
      await engine.accept(command("orders"));
      const letter = await openLetter(engine);
      const words = await Promise.allSettled([
        engine.discard(letter, ann),
        engine.redrive(letter, { ...ann, from: "step" }),
      ]);
      assert.equal(words.filter(({ status }) => status === "fulfilled").length, 1);
      await assert.rejects(engine.discard(letter, ann), refusal("conflict"));
      await assert.rejects(engine.discard("999", ann), refusal("unknown"));
    },
  },
  {
    name: "letters are listed by state and route, page by page, and in bulk discarded or redriven",
    async run({ engine }) {
      const failing = (name: string) =>
        program(
          name,
          async (run) =>
            void (await run.step(info("post"), options({ policy: passing }), flaky(["refused"]).effect)),
        );
      await engine.serve("one", [failing("orders"), failing("returns")]);
      for (const route of ["orders", "orders", "returns"]) await engine.accept(command(route));
      await until(
        () => engine.deadLetters({ limit: 9 }),
        ({ length }) => length === 3,
      );
      const [first] = await engine.deadLetters({ route: "orders", limit: 1 });
      const [second, none] = await engine.deadLetters({ route: "orders", limit: 9, after: first?.id ?? "" });
      assert.ok(first && second && none === undefined && first.id !== second.id);
      const dry = await engine.bulk({ route: "orders" }, { ...ann, action: "discard", dryRun: true });
      assert.deepEqual([dry.matched, dry.state], [2, "dry-run"]);
      const { id } = await engine.bulk(
        { route: "orders" },
        { ...ann, action: "discard", ratePerSecond: 100 },
      );
      await until(
        async () => (await engine.bulkProgress(id))?.state,
        (state) => state === "done",
      );
      const open = await engine.deadLetters({ state: "open", limit: 9 });
      assert.deepEqual(
        open.map(({ route }) => route),
        ["returns"],
      );
      assert.equal((await engine.deadLetters({ state: "discarded", limit: 9 })).length, 2);
    },
  },
];
