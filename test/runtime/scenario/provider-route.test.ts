import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../../../compiler/passes/index.ts";
import { loadBuild } from "../../../runtime/scenario/index.ts";
import { createWorld } from "../../../runtime/scenario/world.ts";

/** A capability's provider that is a route (test/fixtures/provider-route): compiled, and run as generated. */

const root = fileURLToPath(new URL("../../..", import.meta.url));
mkdirSync(join(root, ".cache"), { recursive: true });
const out = mkdtempSync(join(root, ".cache", "provider-route-"));
after(() => rmSync(out, { recursive: true, force: true }));
const compilation = compile(join(root, "test/fixtures/provider-route"), { until: "write", out });

async function started(context: TestContext) {
  const { estate, simulation } = await loadBuild(out);
  const world = await createWorld(estate, simulation, Date.parse("2026-11-24T09:00:00Z"));
  context.after(() => world.close());
  let answered: { status: number; body?: string; headers?: object } | undefined;
  return {
    world,
    calls: () =>
      world.simulator
        .received("erp")
        .map(({ operation, status, effect }) => `${operation} ${status ?? "-"}${effect ? " effect" : ""}`),
    order: (orderId: string, skus: readonly string[]) => {
      answered = undefined;
      void world
        .dispatch({
          method: "POST",
          path: "/api/orders",
          headers: { "x-api-key": "local-api-key", "content-type": "application/json" },
          body: Buffer.from(JSON.stringify({ orderId, lines: skus.map((sku) => ({ sku })) })),
        })
        .then((response) => (answered = response));
    },
    /** What the caller was told, after so much time. */
    async answer(ms = 0) {
      await world.engine.settled();
      await world.clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
      return answered;
    },
    async state(key: string) {
      const [run] = await world.engine.find(key, 1);
      const steps = run ? await world.engine.history(run.run) : [];
      return { ...run, steps: steps.map(({ name, outcome }) => `${name} ${outcome}`) };
    },
  };
}

test("it compiles without a word, and answers its caller with what it responds", async (t) => {
  assert.deepEqual(compilation.diagnostics, []);
  const { order, answer, state } = await started(t);
  order("A1", ["x", "y"]);
  const answered = await answer();
  assert.equal(answered?.status, 201);
  assert.match(answered?.body ?? "", /^\{"number":"\d+"\}$/);
  assert.deepEqual((await state("A1")).steps, [
    "posting.provider ok",
    "posting/request ok",
    "posting/opened ok",
    "posting/lines[0].added ok",
    "posting/lines[1].added ok",
    "posting/result ok",
    "respond ok",
  ]);
});

test("a refusal inside it is a refusal of the step that called it", async (t) => {
  const { world, order, answer, state } = await started(t);
  world.simulator.fail("erp", { operation: "addLine", kind: "status", status: 422, times: 1 });
  order("A1", ["x"]);
  assert.equal((await answer())?.status, 200);
  const { state: ended, outcome } = await state("A1");
  assert.deepEqual([ended, outcome], ["done", "refused"]);
});

test("its dead letter names the inner step and its owner, parks the caller's lane, and is redriven from there", async (t) => {
  const { world, calls, order, answer, state } = await started(t);
  world.simulator.fail("erp", { operation: "addLine", kind: "status", status: 503, times: 2 });
  order("A1", ["x"]);
  assert.equal((await answer(60_000))?.status, 503);
  const [letter] = await world.engine.deadLetters({ limit: 1 });
  assert.deepEqual(
    [letter?.class, letter?.step, letter?.owner, letter?.line, letter?.route],
    ["transient", "posting/lines[0].added", "team-finance", 101, "take-order"],
  );
  assert.equal((await state("A1")).state, "paused");
  await world.engine.redrive("1", { from: "step", by: "test" });
  await answer(60_000);
  assert.equal((await state("A1")).state, "done");
  assert.deepEqual(calls(), ["open 201 effect", "addLine 503", "addLine 503", "addLine 201 effect"]);
  const keys = world.simulator.received("erp").map(({ attemptKey }) => attemptKey);
  assert.equal(new Set(keys.slice(1)).size, 1, "one key for all attempts, the redriven one too");
});

test("a lost answer is looked for by a reference with quotes in it, which stays in its literal", async (t) => {
  const { world, calls, order, answer } = await started(t);
  order("x' or reference eq 'O", []);
  assert.equal((await answer())?.status, 201);
  world.simulator.fail("erp", { operation: "open", kind: "reset", effect: "after", times: 1 });
  order("O'Neill", []);
  assert.equal((await answer(60_000))?.status, 201);
  assert.deepEqual(calls(), ["open 201 effect", "open - effect", "find 200"]);
  assert.deepEqual(world.simulator.received("erp")[2]?.query, { $filter: "reference eq 'O''Neill'" });
});
