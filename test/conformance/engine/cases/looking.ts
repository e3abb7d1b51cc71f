import assert from "node:assert/strict";
import { command, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { gate, rested, textOf } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** What an order's contract says is personal, for `erase`. */
const personal: NonNullable<EngineCase["options"]>["personal"] = {
  values: (_route, input) => [(input as { email: string }).email],
  message: (_route, input) => ({ ...(input as { email: string }), email: "***" }),
  event: (_type, data) => data,
  holds: () => true,
  origin: () => undefined,
  without<T>(value: T, texts: readonly string[]): T {
    const text = texts.reduce(
      (rest, personally) => rest.replaceAll(personally, "***"),
      JSON.stringify(value),
    );
    return JSON.parse(text) as T; // the same JSON, with other texts
  },
};

export const looking: readonly EngineCase[] = [
  {
    name: "a run is found by its id, its message, its lane and each business key, oldest first",
    async run({ engine }) {
      await engine.serve("one", [
        program("orders", async (run, input) => {
          run.index("order@1", `order-${textOf(input)}`);
          await run.step(info("post"), options(), async () => undefined);
        }),
      ]);
      const runs: string[] = [];
      for (const id of [1, 2]) {
        const { run } = await engine.accept(
          command("orders", id, { lane: "shop", searchKeys: [`message-${id}`] }),
        );
        await rested(engine, run);
        runs.push(run);
      }
      const found = async (key: string) => (await engine.find(key, 9)).map(({ run }) => run);
      assert.deepEqual(await found("shop"), runs);
      for (const key of [runs[0] ?? "", "message-1", "order-1"])
        assert.deepEqual(await found(key), [runs[0]], key);
      assert.deepEqual(await found("nobody"), []);
      assert.deepEqual((await engine.find("shop", 1)).length, 1);
    },
  },
  {
    name: "runs are listed by state and route, newest first, page by page",
    async run({ engine }) {
      await engine.serve("one", [
        program("orders", async () => undefined),
        program("returns", async () => undefined),
      ]);
      const runs: string[] = [];
      for (const route of ["orders", "returns", "orders"]) {
        const { run } = await engine.accept(command(route));
        await rested(engine, run);
        runs.push(run);
      }
      const page = await engine.runs({ state: "done", limit: 2 });
      assert.deepEqual(
        page.runs.map(({ run }) => run),
        [runs[2], runs[1]],
      );
      const rest = await engine.runs({
        state: "done",
        limit: 2,
        ...(page.next === undefined ? {} : { before: page.next }),
      });
      assert.deepEqual(
        rest.runs.map(({ run }) => run),
        [runs[0]],
      );
      const orders = await engine.runs({ state: "done", route: "orders", limit: 9 });
      assert.deepEqual(
        orders.runs.map(({ run }) => run),
        [runs[2], runs[0]],
      );
      assert.deepEqual((await engine.runs({ state: "failed", limit: 9 })).runs, []);
      assert.equal(await engine.run("1-nobody"), undefined);
    },
  },
  {
    name: "the backlog counts what is under way and how old it is, and is empty when all is done",
    async run({ engine }) {
      const held = gate();
      await engine.serve("one", [
        program("orders", (run) => run.step(info("post"), options(), () => held.passed)),
      ]);
      const runs = await Promise.all([1, 2, 3].map(() => engine.accept(command("orders"))));
      const full = await until(
        () => engine.backlog(),
        ({ waiting, running, oldestMs }) => waiting + running === 3 && running > 0 && oldestMs > 0,
      );
      assert.equal(full.routes.find(({ route }) => route === "orders")?.runs, 3);
      held.open();
      for (const { run } of runs) await rested(engine, run);
      await until(
        () => engine.backlog(),
        ({ waiting, running }) => waiting + running === 0,
      );
    },
  },
  {
    name: "notes outlive the process, by area and key, and can be forgotten",
    async run(subject) {
      await subject.engine.notes.write("limits", "sap", "10");
      await subject.engine.notes.write("limits", "pim", "20");
      await subject.engine.notes.write("other", "sap", "1");
      await subject.engine.notes.write("limits", "pim", null);
      await subject.restart();
      assert.deepEqual([...(await subject.engine.notes.read("limits"))], [["sap", "10"]]);
    },
  },
  {
    name: "what is personal is erased by a key from a run that is over, and the rest stays",
    options: { personal },
    async run({ engine }) {
      await engine.serve("one", [
        program("orders", async (run, input) => {
          run.index("customer@1", (input as { email: string }).email);
          await run.step(info("post"), options(), async () => ({ sent: input }));
        }),
      ]);
      const message = { id: 7, email: "mia@example.com" };
      const { run } = await engine.accept(command("orders", message, { searchKeys: ["7"] }));
      await rested(engine, run);
      const order = { key: "7", by: "ann", reason: "she asked" };
      assert.deepEqual((await engine.erase({ ...order, dryRun: true })).runs, [run]);
      assert.equal((await engine.find("mia@example.com", 9)).length, 1);
      assert.deepEqual((await engine.erase(order)).runs, [run]);
      assert.deepEqual(await engine.find("mia@example.com", 9), []);
      const kept = JSON.stringify(await engine.history(run));
      assert.ok(!kept.includes("mia@example.com"), kept);
      assert.equal((await engine.run(run))?.state, "done");
    },
  },
];
