import assert from "node:assert/strict";
import { Failure, type FailureClass } from "../../../../runtime/contract/failure.ts";
import type { Json } from "../../../../runtime/contract/json.ts";
import { command, flaky, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { gate, passing, quick, rested, textOf } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** How often an effect that always fails so is attempted, of three that the policy allows. */
const attemptsByClass: readonly (readonly [FailureClass, number])[] = [
  ["invalid", 1],
  ["refused", 1],
  ["throttled", 3],
  ["transient", 3],
  ["unknown", 3],
];

export const steps: readonly EngineCase[] = [
  {
    name: "history has each step by its name, with kind, place, outcome, output and attempts, in order",
    async run({ engine }) {
      await engine.serve("one", [
        program("orders", async (run) => {
          const total = run.pure(info("total", "map"), () => ({ amount: "12.50" }));
          await run.step({ ...info("post"), system: "sap", operation: "create" }, options(), async () => ({
            ...total,
            id: 7,
          }));
          await run.step(info("quiet"), options(), async () => undefined);
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      await rested(engine, run);
      const history = await engine.history(run);
      assert.deepEqual(
        history.map(({ attempts, ...step }) => ({ ...step, attempts: attempts.map(({ number }) => number) })),
        [
          { ...info("total", "map"), outcome: "ok", output: { amount: "12.50" }, attempts: [] },
          {
            ...info("post"),
            system: "sap",
            operation: "create",
            outcome: "ok",
            output: { amount: "12.50", id: 7 },
            attempts: [1],
          },
          { ...info("quiet"), outcome: "ok", attempts: [1] },
        ],
      );
    },
  },
  ...attemptsByClass.map(
    ([failure, expected]): EngineCase => ({
      name: `what is ${failure} is attempted ${expected === 1 ? "once" : `${expected} times, as the policy says`}`,
      async run({ engine }) {
        const work = flaky(Array.from({ length: 9 }, () => failure));
        await engine.serve("one", [
          program(
            "orders",
            async (run) => void (await run.step(info("post"), options({ policy: quick() }), work.effect)),
          ),
        ]);
        const { run } = await engine.accept(command("orders"));
        const { error } = await rested(engine, run);
        assert.equal(work.attempts.length, expected);
        assert.deepEqual([error?.class, error?.step, error?.line], [failure, "post", 7]);
        const [step] = await engine.history(run);
        assert.deepEqual(
          step?.attempts.map((attempt) => attempt.class),
          Array.from({ length: expected }, () => failure),
        );
      },
    }),
  ),
  {
    name: "each attempt knows its number and what became of the one before; all have one key",
    async run({ engine }) {
      const work = flaky(["transient", "unknown"]);
      await engine.serve("one", [
        program(
          "orders",
          async (run) => void (await run.step(info("post"), options({ policy: quick() }), work.effect)),
        ),
      ]);
      const { run } = await engine.accept(command("orders"));
      await rested(engine, run);
      assert.deepEqual(
        work.attempts.map(({ attemptKey, number, previous }) => [attemptKey, number, previous]),
        [
          [`${run}:post`, 1, "none"],
          [`${run}:post`, 2, "failed"],
          [`${run}:post`, 3, "unknown"],
        ],
      );
    },
  },
  {
    name: "what may have had its effect is not repeated where nothing could tell the second from the first",
    async run({ engine }) {
      const work = flaky(["unknown", "unknown"]);
      await engine.serve("one", [
        program(
          "orders",
          async (run) =>
            void (await run.step(info("post"), options({ policy: quick(), repeatable: false }), work.effect)),
        ),
      ]);
      const { run } = await engine.accept(command("orders"));
      assert.equal((await rested(engine, run)).error?.class, "unknown");
      assert.equal(work.attempts.length, 1);
    },
  },
  {
    name: "Retry-After is a lower bound",
    async run({ engine }) {
      const throttled = new Failure("throttled", "Slower.", { retryAfterMs: 300 });
      const work = flaky([throttled]);
      const times: number[] = [];
      await engine.serve("one", [
        program(
          "orders",
          async (run) =>
            void (await run.step(info("post"), options({ policy: quick() }), (attempt) => {
              times.push(Date.now());
              return work.effect(attempt);
            })),
        ),
      ]);
      const { run } = await engine.accept(command("orders"));
      await rested(engine, run);
      const [first = 0, second = 0] = times;
      assert.ok(second - first >= 295, `after ${second - first} ms`);
    },
  },
  {
    name: "an effect is told to stop at its timeout, and one that does not heed it is left behind as unknown",
    async run({ engine }) {
      let told: unknown;
      await engine.serve("one", [
        program("orders", async (run) =>
          run.step(
            info("post"),
            options({ policy: quick({ timeoutMs: 50, retry: { attempts: 1 } }) }),
            ({ signal }) => {
              signal.addEventListener("abort", () => (told = signal.reason));
              return new Promise<void>(() => undefined);
            },
          ),
        ),
      ]);
      const { run } = await engine.accept(command("orders"));
      assert.equal((await rested(engine, run)).error?.class, "unknown");
      assert.equal(told instanceof DOMException && told.name, "TimeoutError");
    },
  },
  {
    name: "a failure that the program handles ends neither the run nor leaves a dead letter",
    async run({ engine }) {
      const work = flaky(["refused"]);
      await engine.serve("one", [
        program("orders", async (run) => {
          try {
            await run.step(info("post"), options(), work.effect);
            return "posted";
          } catch (error) {
            if (error instanceof Failure) run.handled(error);
            return "declined";
          }
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      const { state, outcome } = await rested(engine, run);
      assert.deepEqual([state, outcome], ["done", "declined"]);
      assert.deepEqual(await engine.deadLetters({ limit: 1 }), []);
    },
  },
  {
    name: "branches go on side by side, and one that fails leaves the outcomes of the others recorded",
    async run({ engine }) {
      const both = gate();
      let begun = 0;
      const meet = async (): Promise<Json> => {
        begun += 1;
        if (begun === 2) both.open();
        await both.passed;
        return begun;
      };
      await engine.serve("one", [
        program("orders", async (run) => {
          const branches = await Promise.allSettled([
            run.step(info("left"), options({ policy: passing }), meet),
            run.step(info("right"), options({ policy: passing }), async () => {
              await meet();
              throw new Failure("refused", "No.");
            }),
          ]);
          for (const branch of branches) if (branch.status === "rejected") throw branch.reason;
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      assert.equal((await rested(engine, run)).error?.step, "right");
      const history = await engine.history(run);
      assert.deepEqual(history.map(({ name, outcome }) => `${name} ${outcome}`).toSorted(), [
        "left ok",
        "right failed",
      ]);
    },
  },
  {
    name: "a decision is made once for a key, by the run that comes first",
    async run({ engine }) {
      const seen: string[] = [];
      await engine.serve("one", [
        program("orders", async (run, input) => {
          seen.push(await run.decide(info("provider", "pin"), "provider of 7", () => textOf(input)));
        }),
      ]);
      for (const provider of ["dhl", "ups"]) {
        const { run } = await engine.accept(command("orders", provider));
        await rested(engine, run);
      }
      assert.deepEqual(seen, ["dhl", "dhl"]);
    },
  },
  {
    name: "a process that ends leaves what is done done: steps are recorded once, and what was under way is unknown",
    async run(subject) {
      const first = flaky([], { reserved: 5 });
      const begun = gate();
      const attempts: string[] = [];
      const route = program("orders", async (run) => {
        const value = await run.step(info("reserve"), options({ policy: quick() }), first.effect);
        await run.step(info("post"), options({ policy: quick() }), ({ attemptKey, number, previous }) => {
          attempts.push(`${attemptKey} ${number} ${previous} ${JSON.stringify(value)}`);
          begun.open();
          return attempts.length === 1 ? new Promise<void>(() => undefined) : Promise.resolve();
        });
      });
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders"));
      await begun.passed;
      await subject.restart();
      await subject.engine.serve("one", [route]);
      assert.equal((await rested(subject.engine, run)).state, "done");
      assert.equal(first.attempts.length, 1);
      assert.deepEqual(attempts, [
        `${run}:post 1 none {"reserved":5}`,
        `${run}:post 2 unknown {"reserved":5}`,
      ]);
    },
  },
  {
    name: "what a process that ended had under way and nothing could tell from its repetition is for a person",
    async run(subject) {
      const begun = gate();
      const route = program("orders", async (run) =>
        run.step(info("post"), options({ policy: quick(), repeatable: false }), () => {
          begun.open();
          return new Promise<void>(() => undefined);
        }),
      );
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders"));
      await begun.passed;
      await subject.restart();
      await subject.engine.serve("one", [route]);
      assert.equal((await rested(subject.engine, run)).error?.class, "unknown");
    },
  },
  {
    name: "attempts count across processes",
    async run(subject) {
      const work = flaky(Array.from({ length: 9 }, (): FailureClass => "transient"));
      const slow = quick({ retry: { initialMs: 400, maxMs: 400 } });
      const route = program(
        "orders",
        async (run) => void (await run.step(info("post"), options({ policy: slow }), work.effect)),
      );
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders"));
      await until(
        async () => (await subject.engine.history(run))[0]?.outcome,
        (outcome) => outcome === "waiting",
      );
      await subject.restart();
      await subject.engine.serve("one", [route]);
      await rested(subject.engine, run);
      assert.deepEqual(
        work.attempts.map(({ number }) => number),
        [1, 2, 3],
      );
    },
  },
];
