import assert from "node:assert/strict";
import type { AuditWrite } from "../../../../runtime/engine/store/port.ts";
import type { StoreCase } from "../subject.ts";
import { accept, end, refused } from "../writes.ts";

const audit: AuditWrite = [3_000, "cancel", "1-token", "ann", "why"];

export const runCases: readonly StoreCase[] = [
  {
    name: "a run that ends is live no more, and says how it ended",
    async run({ store }) {
      await store.write([
        accept(1),
        ["end", 1, "failed", null, '{"message":"no"}', "two", 2_000, "why", "{}", null],
      ]);
      assert.deepEqual(await store.read("live", 0, 10), []);
      assert.deepEqual(await store.read("run", 1), {
        seq: 1,
        token: "token",
        route: "orders",
        build: "two",
        lane: null,
        acceptedAt: 1_000,
        state: "failed",
        outcome: null,
        error: '{"message":"no"}',
        endedAt: 2_000,
        reason: "why",
        asked: "{}",
        held: 0,
      });
    },
  },
  {
    name: "a run that stands is revived once, and given up once",
    async run({ store }) {
      await store.write([accept(1), end(1, "paused")]);
      assert.deepEqual(
        (await store.read("paused", 0, 10)).map(({ seq }) => seq),
        [1],
      );
      await store.write([["revive", 1, 2_000, null, "two", ...audit]]);
      assert.equal((await store.read("live", 0, 10))[0]?.build, "two");
      await assert.rejects(store.write([["revive", 1, 2_000, null, "two", ...audit]]), refused("moved"));
      await assert.rejects(store.write([["giveUp", 1, "why", 3_000]]), refused("moved"));
      await store.write([end(1, "failed", 4_000)]);
      await assert.rejects(
        store.write([["revive", 1, 2_000, null, "two", ...audit]]),
        refused("moved"),
        "it has been revived since",
      );
      await store.write([["giveUp", 1, "why", 3_000]]);
      assert.equal((await store.read("run", 1))?.state, "cancelled");
      assert.equal((await store.read("audit", null, 10)).length, 1);
    },
  },
  {
    name: "what is asked of a live run is kept; of one that is over nothing is written",
    async run({ store }) {
      await store.write([accept(1), accept(2), end(2)]);
      assert.equal(await store.write([["ask", 1, null, '{"pause":1}', ...audit]]), null);
      assert.equal(await store.write([["ask", 2, null, '{"pause":1}', ...audit]]), "moved");
      assert.equal((await store.read("run", 1))?.asked, '{"pause":1}');
      assert.equal((await store.read("audit", null, 10)).length, 1);
    },
  },
  {
    name: "of two who ask the second must have seen what the first asked; what who ends a run has not seen stays asked",
    async run({ store }) {
      await store.write([accept(1), accept(2)]);
      assert.equal(await store.write([["ask", 1, null, "pause", ...audit]]), null);
      assert.equal(await store.write([["ask", 1, null, "cancel", ...audit]]), "moved");
      assert.equal((await store.read("run", 1))?.asked, "pause");
      assert.equal(await store.write([["ask", 1, "pause", "pause and cancel", ...audit]]), null);
      assert.equal((await store.read("audit", null, 10)).length, 2);
      const paused = ["paused", "person", null, "one", 2_000, null] as const;
      await store.write([["end", 1, ...paused, null, "pause"]]);
      assert.equal((await store.read("run", 1))?.asked, "pause and cancel");
      await store.write([
        ["ask", 2, null, "pause", ...audit],
        ["end", 2, ...paused, null, "pause"],
      ]);
      assert.equal((await store.read("run", 2))?.asked, null);
    },
  },
  {
    name: "a run goes on in another build, and sleeps until its time",
    async run({ store }) {
      await store.write([accept(1), ["build", 1, "two"], ["wake", 1, 5_000, "sleep"]]);
      const [live] = await store.read("live", 0, 10);
      assert.deepEqual([live?.build, live?.wakeAt, live?.wakeReason], ["two", 5_000, "sleep"]);
    },
  },
  {
    name: "runs are listed by state, newest first, page by page",
    async run({ store }) {
      for (let seq = 1; seq <= 9; seq += 1) await store.write([accept(seq)]);
      await store.write([end(1), end(2, "failed"), end(3), end(4, "failed"), end(5), end(6, "paused")]);
      const listed = async (state: "done" | "failed" | "paused" | null, before: number, limit: number) =>
        (await store.read("runs", state, before, limit)).map(({ seq }) => seq);
      assert.deepEqual(await listed("done", 100, 2), [5, 3]);
      assert.deepEqual(await listed("done", 3, 2), [1]);
      assert.deepEqual(await listed("failed", 100, 10), [4, 2]);
      assert.deepEqual(await listed("paused", 100, 10), [6]);
      assert.deepEqual(await listed(null, 100, 10), [9, 8, 7]);
    },
  },
  {
    name: "steps of builds are known while a run may need them",
    async run({ store }) {
      await store.write([accept(1), ["graph", "one", "orders", "[1]"], ["graph", "old", "orders", "[0]"]]);
      await store.write([
        ["graph", "one", "orders", "[2]"],
        ["graph", "two", "orders", "[3]"],
        ["forgetGraphs", "two"],
      ]);
      assert.equal(await store.read("graph", "one", "orders"), "[2]");
      assert.equal(await store.read("graph", "two", "orders"), "[3]");
      assert.equal(await store.read("graph", "old", "orders"), undefined);
    },
  },
];
