import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import { bench, command, flaky, info, options, policy, program } from "./bench-of.ts";

test("an attempt's begin is stored before its effect runs, its outcome before the next one's (step 2)", async () => {
  const { engine, store } = await bench();
  const seen: string[][] = [];
  const look = async () => void seen.push((await store.read("steps", 1)).map((row) => row.head));
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(info("first"), options(), look);
      await run.step(info("second"), options(), look);
    }),
  ]);
  await engine.accept(command("orders"));
  await engine.settled();
  assert.match(seen[0]?.[0] ?? "", /"outcome":"running"/);
  assert.match(seen[1]?.[0] ?? "", /"outcome":"ok"/);
  assert.match(seen[1]?.[1] ?? "", /"outcome":"running"/);
});

test("an outcome does not wait for a branch that takes long (step 2)", async () => {
  const { engine, clock, store } = await bench();
  await engine.serve("one", [
    program("orders", async (run) => {
      const slow = run.step(info("slow"), options(), () => clock.sleep(9_000));
      await Promise.all([slow, run.step(info("quick"), options(), async () => 1)]);
    }),
  ]);
  await engine.accept(command("orders"));
  await engine.settled();
  assert.match(String((await store.read("steps", 1))[1]?.head), /"outcome":"ok"/);
});

test("what fails is repeated with backoff until the policy's attempts are spent (retry 3)", async () => {
  const { engine, clock } = await bench();
  const post = flaky(["transient", "transient", "transient", "transient"]);
  await engine.serve("one", [
    program("orders", async (run) => void (await run.step(info("post"), options(), post.effect))),
  ]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(999);
  assert.equal(post.attempts.length, 1);
  await clock.advance(1);
  assert.equal(post.attempts.length, 2);
  await clock.advance(1_999);
  assert.equal(post.attempts.length, 2);
  await clock.advance(60_000);
  assert.equal(post.attempts.length, 3);
  assert.equal((await engine.run(run))?.state, "failed");
  assert.deepEqual(
    post.attempts.map(({ number, previous }) => ({ number, previous })),
    [
      { number: 1, previous: "none" },
      { number: 2, previous: "failed" },
      { number: 3, previous: "failed" },
    ],
  );
  assert.equal(new Set(post.attempts.map((attempt) => attempt.attemptKey)).size, 1);
});

test("Retry-After is a lower bound (retry 4)", async () => {
  const { engine, clock } = await bench();
  const post = flaky([new Failure("throttled", "later", { retryAfterMs: 90_000 })]);
  await engine.serve("one", [
    program("orders", async (run) => void (await run.step(info("post"), options(), post.effect))),
  ]);
  await engine.accept(command("orders"));
  await clock.advance(89_999);
  assert.equal(post.attempts.length, 1);
  await clock.advance(1);
  assert.equal(post.attempts.length, 2);
});

for (const failure of ["invalid", "refused"] as const) {
  test(`what is ${failure} is never repeated, even if the policy names it (retry 1)`, async () => {
    const { engine, clock } = await bench();
    const post = flaky([failure]);
    const eager = options({ policy: policy({ retry: { on: [failure] } }) });
    await engine.serve("one", [
      program("orders", async (run) => void (await run.step(info("post"), eager, post.effect))),
    ]);
    await engine.accept(command("orders"));
    await clock.advance(3_600_000);
    assert.equal(post.attempts.length, 1);
    assert.equal((await engine.deadLetters({ limit: 1 }))[0]?.class, failure);
  });
}

test("a thrown error that is no failure is invalid, with its message", async () => {
  const { engine } = await bench();
  await engine.serve("one", [
    program(
      "orders",
      async (run) =>
        void (await run.step(info("post"), options(), () => Promise.reject(new TypeError("x is undefined")))),
    ),
  ]);
  await engine.accept(command("orders"));
  await engine.settled();
  const [letter] = await engine.deadLetters({ limit: 1 });
  assert.deepEqual(
    [letter?.class, letter?.error, letter?.step, letter?.file, letter?.line],
    ["invalid", "x is undefined", "post", "orders/test.yaml", 7],
  );
});

test("an unknown outcome is repeated only where the step is repeatable, after settling (retry 2)", async () => {
  const { engine, clock } = await bench();
  const [safe, unsafe] = [flaky(["unknown"]), flaky(["unknown"])];
  await engine.serve("one", [
    program(
      "safe",
      async (run) => void (await run.step(info("post"), options({ settleMs: 30_000 }), safe.effect)),
    ),
    program(
      "unsafe",
      async (run) => void (await run.step(info("post"), options({ repeatable: false }), unsafe.effect)),
    ),
  ]);
  await engine.accept(command("safe"));
  await engine.accept(command("unsafe"));
  await clock.advance(29_999);
  assert.equal(safe.attempts.length, 1);
  await clock.advance(1);
  assert.equal(safe.attempts[1]?.previous, "unknown");
  await clock.advance(3_600_000);
  assert.equal(unsafe.attempts.length, 1);
  assert.equal((await engine.deadLetters({ limit: 1 }))[0]?.class, "unknown");
});

test("a step stays unknown while looking fails, and dies as unknown (step 4)", async () => {
  const { engine, clock } = await bench();
  const post = flaky(["unknown", "transient", "transient"]);
  await engine.serve("one", [
    program("orders", async (run) => void (await run.step(info("post"), options(), post.effect))),
  ]);
  await engine.accept(command("orders"));
  await clock.advance(3_600_000);
  assert.deepEqual(
    post.attempts.map((attempt) => attempt.previous),
    ["none", "unknown", "unknown"],
  );
  assert.equal((await engine.deadLetters({ limit: 1 }))[0]?.class, "unknown");
});

test("an effect that does not heed its timeout is left behind as unknown", async () => {
  const { engine, clock } = await bench();
  let told: unknown;
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(
        info("post"),
        options({ repeatable: false, policy: policy({ timeoutMs: 5_000 }) }),
        (attempt) => {
          attempt.signal.addEventListener("abort", () => (told = attempt.signal.reason));
          return new Promise(() => undefined);
        },
      );
    }),
  ]);
  await engine.accept(command("orders"));
  await clock.advance(7_000);
  assert.match(String(told), /TimeoutError/);
  assert.equal((await engine.deadLetters({ limit: 1 }))[0]?.class, "unknown");
});

test("a failure that the program handles does not end the run, and is the same after a restart (step 1)", async () => {
  const { engine } = await bench();
  const reserve = flaky(["refused"]);
  await engine.serve("one", [
    program("orders", async (run) => {
      try {
        await run.step(info("reserve"), options(), reserve.effect);
      } catch (error) {
        if (error instanceof Failure && error.class === "refused") return "refused";
        throw error;
      }
      return "done";
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await engine.settled();
  assert.deepEqual([(await engine.run(run))?.state, (await engine.run(run))?.outcome], ["done", "refused"]);
});

test("a name used twice is a bug of the program (journal 1)", async () => {
  const { engine } = await bench();
  await engine.serve("one", [
    program(
      "orders",
      async (run) => (run.pure(info("a", "map"), () => 1), run.pure(info("a", "map"), () => 2), undefined),
    ),
  ]);
  await engine.accept(command("orders"));
  await engine.settled();
  assert.match((await engine.deadLetters({ limit: 1 }))[0]?.error ?? "", /Step a runs twice/);
});

test("a wait for a turn at a limited system costs neither the timeout nor an attempt (step)", async () => {
  const { engine, clock } = await bench();
  await engine.serve("one", [
    program(
      "orders",
      async (run) =>
        void (await run.step(info("post"), options(), async (attempt) => {
          await attempt.untimed(() => clock.sleep(600_000));
          await clock.sleep(1_000);
          return attempt.number;
        })),
    ),
  ]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(700_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.deepEqual(
    (await engine.history(run))[0]?.attempts.map(({ number }) => number),
    [1],
  );
});
