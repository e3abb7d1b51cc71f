import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import { EngineRefusal } from "../../../../runtime/engine/port.ts";
import { bench, command, flaky, info, options, policy, program } from "./bench-of.ts";

test("a dead letter says what happened: class, step, line, owner, input, all attempts", async () => {
  const { engine, clock } = await bench();
  const post = flaky(["transient", "unknown", "transient"]);
  const finance = options({ policy: policy({ deadLetter: { owner: "finance-operations" } }) });
  await engine.serve("one", [
    program("orders", async (run) => void (await run.step(info("post"), finance, post.effect))),
  ]);
  const { run } = await engine.accept(command("orders", { order: 1 }));
  await clock.advance(3_600_000);
  const letter = await engine.deadLetter("1");
  assert.ok(letter);
  assert.deepEqual(
    [letter.run, letter.route, letter.owner, letter.step, letter.state],
    [run, "orders", "finance-operations", "post", "open"],
  );
  assert.deepEqual(letter.input, { order: 1 });
  assert.deepEqual(
    letter.steps[0]?.attempts.map((attempt) => attempt.class),
    ["transient", "unknown", "transient"],
  );
  assert.deepEqual((await engine.run(run))?.error?.line, 7);
});

test("redriven from the step, completed steps are kept and the attempts start anew (redrive 1, 3)", async () => {
  const { engine, clock } = await bench();
  const [first, post] = [flaky([]), flaky(["transient", "transient", "transient", "transient"])];
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(info("first"), options(), first.effect);
      await run.step(info("post"), options(), post.effect);
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(3_600_000);
  assert.equal(await engine.redrive("1", { from: "step", by: "test" }), run);
  await clock.advance(3_600_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.equal(first.attempts.length, 1);
  assert.equal(post.attempts.length, 5);
  assert.equal((await engine.history(run))[1]?.attempts.length, 5);
  const letter = await engine.deadLetter("1");
  assert.deepEqual(
    [letter?.state, letter?.steps[1]?.attempts.length],
    ["redriven", 3],
    "a closed letter keeps its steps as they were",
  );
});

test("redriven from the start, effects that happened are told so, under the same key, and events stay published once (redrive 2, 4)", async () => {
  const { engine } = await bench();
  const [first, post] = [flaky([]), flaky(["refused"])];
  let computed = 0;
  await engine.serve("one", [
    program("orders", async (run) => {
      run.pure(info("order", "map"), () => (computed += 1));
      await run.step(info("first"), options(), first.effect);
      await run.publish(info("told", "publish"), { type: "told@1", data: {} });
      await run.step(info("post"), options(), post.effect);
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await engine.redrive("1", { from: "start", by: "test" });
  await engine.settled();
  assert.equal((await engine.run(run))?.state, "done");
  assert.equal(computed, 2);
  assert.deepEqual(
    first.attempts.map((attempt) => attempt.previous),
    ["none", "unknown"],
  );
  assert.equal(first.attempts[0]?.attemptKey, first.attempts[1]?.attemptKey);
  assert.equal((await engine.events.read({ limit: 10 })).length, 1);
});

test("a redriven run uses the current build", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => Promise.reject(new Error("bad mapping")))]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  await engine.serve("two", [program("orders", async () => "mended")]);
  await engine.redrive("1", { from: "step", by: "test" });
  await engine.settled();
  assert.deepEqual([(await engine.run(run))?.outcome, (await engine.run(run))?.build], ["mended", "two"]);
});

test("a letter is decided about once (dead letters 1)", async () => {
  const { engine } = await bench();
  await engine.serve("one", [program("orders", async () => Promise.reject(new Error("no")))]);
  await engine.accept(command("orders"));
  await engine.settled();
  const both = await Promise.allSettled([
    engine.redrive("1", { from: "step", by: "test" }),
    engine.discard("1", { by: "test", reason: "no" }),
  ]);
  assert.deepEqual(
    both.map((one) => one.status),
    ["fulfilled", "rejected"],
  );
  const refused = (code: string) => (error: unknown) => error instanceof EngineRefusal && error.code === code;
  await assert.rejects(engine.discard("1", { by: "test", reason: "no" }), refused("conflict"));
  await assert.rejects(engine.redrive("99", { from: "step", by: "test" }), refused("unknown"));
});

test("letters are listed by state and route, page by page", async () => {
  const { engine } = await bench();
  await engine.serve(
    "one",
    ["a", "b"].map((route) => program(route, async () => Promise.reject(new Error("no")))),
  );
  for (const route of ["a", "b", "a"]) await engine.accept(command(route));
  await engine.settled();
  await engine.discard("1", { by: "test", reason: "no" });
  const ids = async (query: Parameters<typeof engine.deadLetters>[0]) =>
    (await engine.deadLetters(query)).map((letter) => letter.id);
  assert.deepEqual(await ids({ limit: 10 }), ["1", "2", "3"]);
  assert.deepEqual(await ids({ limit: 10, state: "open" }), ["2", "3"]);
  assert.deepEqual(await ids({ limit: 10, route: "a" }), ["1", "3"]);
  assert.deepEqual(await ids({ limit: 10, route: "a", state: "open" }), ["3"]);
  assert.deepEqual(await ids({ limit: 1, after: "2" }), ["3"]);
});

test("what the program dealt with itself is an outcome: a redrive of another item does not attempt it again (redrive 1)", async () => {
  const { engine, clock } = await bench();
  const [refused, down] = [flaky(["refused"]), flaky(["transient", "transient", "transient"])];
  const branches: string[] = [];
  await engine.serve("one", [
    program("orders", async (run) => {
      for (const [index, one] of [refused, down].entries()) {
        try {
          await run.step(info(`lines[${index}].post`), options(), one.effect);
        } catch (error) {
          if (!(error instanceof Failure) || error.class !== "refused") throw error;
          run.handled(error);
          branches.push("refused");
        }
      }
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(60_000);
  await engine.redrive("1", { from: "step", by: "test" });
  await clock.advance(60_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.deepEqual([refused.attempts.length, down.attempts.length], [1, 4]);
  assert.deepEqual(branches, ["refused", "refused"], "the same branch is taken again");
});
