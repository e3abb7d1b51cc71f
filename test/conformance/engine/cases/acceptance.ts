import assert from "node:assert/strict";
import { Busy } from "../../../../runtime/engine/port.ts";
import { command, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { gate, quick, rested } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

const day = 86_400_000;

export const acceptance: readonly EngineCase[] = [
  {
    name: "what is accepted is a run that can be found, and comes to its end with its outcome",
    async run({ engine }) {
      await engine.serve("one", [program("orders", async () => "shipped")]);
      const accepted = await engine.accept(command("orders", { id: 7 }, { searchKeys: ["message-7"] }));
      assert.equal(accepted.outcome, "accepted");
      const { route, build, state, outcome } = await rested(engine, accepted.run);
      assert.deepEqual(
        { route, build, state, outcome },
        { route: "orders", build: "one", state: "done", outcome: "shipped" },
      );
    },
  },
  {
    name: "what is accepted outlives a process that ends before it has begun",
    async run(subject) {
      const held = gate();
      const inputs: unknown[] = [];
      const route = (wait: Promise<void>) =>
        program("orders", async (run, input) => {
          await run.step(info("work"), options({ policy: quick() }), async () => {
            await wait;
            inputs.push(input);
          });
        });
      await subject.engine.serve("one", [route(held.passed)]);
      const text = 'Größe "XL" \u0001 ${x} 🧵';
      const { run } = await subject.engine.accept(command("orders", { text }));
      await subject.restart();
      await subject.engine.serve("one", [route(Promise.resolve())]);
      assert.equal((await rested(subject.engine, run)).state, "done");
      assert.deepEqual(inputs.at(-1), { text });
    },
  },
  {
    name: "one idempotency key of a route is one run, also for calls at the same moment; another route's key is another's",
    async run({ engine }) {
      let worked = 0;
      const route = (name: string) => program(name, async () => void (worked += 1));
      await engine.serve("one", [route("orders"), route("returns")]);
      const same = { idempotency: { key: "order-7", keepMs: day } };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => engine.accept(command("orders", {}, same))),
      );
      const accepted = answers.filter(({ outcome }) => outcome === "accepted");
      assert.deepEqual([accepted.length, new Set(answers.map(({ run }) => run)).size], [1, 1]);
      assert.ok(answers.every((answer) => answer.outcome === "accepted" || answer.answered === undefined));
      const other = await engine.accept(command("returns", {}, same));
      assert.equal(other.outcome, "accepted");
      await rested(engine, other.run);
      await rested(engine, answers[0]?.run ?? "");
      assert.equal(worked, 2);
    },
  },
  {
    name: "an idempotency key is kept as long as it was said, and exactly so where the adapter says it",
    async run({ engine }) {
      await engine.serve("one", [program("orders", async () => undefined)]);
      const keep = (keepMs: number) =>
        command("orders", {}, { idempotency: { key: `kept-${keepMs}`, keepMs } });
      const long = await engine.accept(keep(day));
      const short = await engine.accept(keep(50));
      await rested(engine, short.run);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(await engine.accept(keep(day)), { run: long.run, outcome: "duplicate" });
      if (engine.capabilities.idempotencyKeep === "exact")
        assert.equal((await engine.accept(keep(50))).outcome, "accepted");
    },
  },
  {
    name: "with `latest`, what is older than its lane has seen is over at once, as stale, and found",
    async run({ engine }) {
      let worked = 0;
      await engine.serve("one", [program("stock", async () => void (worked += 1))]);
      const at = (by: number) => engine.accept(command("stock", {}, { lane: "shirt", latest: { by } }));
      const newer = await at(2_000);
      const stale = await at(1_000);
      await rested(engine, newer.run);
      assert.deepEqual([newer.outcome, stale.outcome], ["accepted", "stale"]);
      const { state, outcome } = await rested(engine, stale.run);
      assert.deepEqual([state, outcome, worked], ["done", "stale", 1]);
    },
  },
  {
    name: "a synchronous caller hears what the run answered, before the run is over, or how it ended",
    async run({ engine }) {
      const held = gate();
      await engine.serve("one", [
        program("answers", async (run) => {
          await run.respond(info("answer", "respond"), {
            status: 201,
            body: { id: 7 },
            headers: { etag: "a" },
          });
          await run.step(info("after"), options(), () => held.passed);
        }),
        program("ends", async () => "quiet"),
        program("fails", async (run) => {
          run.pure(info("map", "map"), () => assert.fail("no such field"));
        }),
      ]);
      const heard = async (route: string) => (await engine.accept(command(route))).answered;
      assert.deepEqual(await heard("answers"), {
        kind: "responded",
        status: 201,
        body: { id: 7 },
        headers: { etag: "a" },
      });
      held.open();
      assert.deepEqual(await heard("ends"), { kind: "ended", outcome: "quiet" });
      const failed = await heard("fails");
      assert.equal(failed?.kind, "failed");
      assert.equal(failed.failure.class, "invalid");
    },
  },
  {
    name: "a full backlog turns away with a time to come back, and takes again when it is drained",
    options: { backlog: 4 },
    async run({ engine }) {
      const held = gate();
      await engine.serve("one", [
        program("orders", async (run) => run.step(info("work"), options(), () => held.passed)),
      ]);
      const taken: string[] = [];
      const refused = await until(
        async () => {
          try {
            taken.push((await engine.accept(command("orders"))).run);
            return undefined;
          } catch (error) {
            return error;
          }
        },
        (error) => error !== undefined,
      );
      assert.ok(refused instanceof Busy && refused.retryAfterMs > 0);
      assert.ok(taken.length >= 4);
      held.open();
      for (const run of taken) await rested(engine, run);
      await until(
        () => engine.accept(command("orders")).catch(() => undefined),
        (answer) => answer?.outcome === "accepted",
      );
    },
  },
];
