import assert from "node:assert/strict";
import type { SharedStore } from "../../../../runtime/engine/store/shared-port.ts";
import type { StoreCase, StoreSubject } from "../subject.ts";
import { accept, end, refused } from "../writes.ts";

/** What a subject of a shared store has is one. */
function sharedOf({ store, shared }: StoreSubject): SharedStore {
  assert.ok(shared);
  return store as SharedStore;
}

const audit = [3_000, "cancel", "1-token", "ann", "why"] as const;

export const claimCases: readonly StoreCase[] = [
  {
    name: "a number is given out once",
    shared: true,
    async run(subject) {
      const [one, other] = [sharedOf(subject), (await subject.open()) as SharedStore];
      const numbers = (await Promise.all([one.read("reserve", 3), other.read("reserve", 2)])).flat();
      await other.close();
      assert.equal(new Set(numbers).size, 5);
    },
  },
  {
    name: "a run is its last claimer's, whose commits alone are taken until it is over",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      await store.write([accept(1)]);
      await store.write([["claim", 1, "one"]]);
      await store.write([
        ["held", 1, "one"],
        ["key", "a", 1],
      ]);
      assert.equal((await store.read("run", 1))?.held, 1);
      await store.write([["claim", 1, "two"]]);
      await assert.rejects(
        store.write([
          ["held", 1, "one"],
          ["key", "b", 1],
        ]),
        refused("moved"),
      );
      assert.deepEqual(await store.read("find", "b", 9), []);
      await store.write([["held", 1, "two"], end(1)]);
      await assert.rejects(store.write([["held", 1, "two"]]), refused("moved"));
      await assert.rejects(store.write([["claim", 1, "two"]]), refused("moved"));
    },
  },
  {
    name: "a claim wakes a run, and forgets that it was called",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      await store.write([accept(1), ["askApproval", 1, 0, "review", "desk", "{}", null, 1_000]]);
      await store.write([
        ["claim", 1, "one"],
        ["wake", 1, 9_000, "approval"],
      ]);
      await store.write([["decideApproval", 1, "review", "approved", null, ...audit]]);
      const asleep = await store.read("liveRun", 1);
      assert.deepEqual([asleep?.wakeAt, asleep?.wakeReason, asleep?.called], [9_000, "approval", 1]);
      assert.equal((await store.read("run", 1))?.held, 0);
      await store.write([["claim", 1, "two"]]);
      const awake = await store.read("liveRun", 1);
      assert.deepEqual([awake?.wakeAt, awake?.wakeReason, awake?.called], [null, null, 0]);
      assert.equal(await store.read("liveRun", 2), undefined);
    },
  },
  {
    name: "a lane's turn is that of the run that has begun, else of the first; a paused one closes it",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      const head = async (lane = "a") => (await store.read("laneHead", "orders", lane))?.seq;
      await store.write([accept(1, { lane: "a" }), accept(2, { lane: "a" }), accept(3, { lane: "b" })]);
      assert.deepEqual([await head(), await head("b"), await head("c")], [1, 3, undefined]);
      await store.write([["claim", 1, "one"], end(1, "failed")]);
      await store.write([["claim", 2, "one"]]);
      await store.write([["revive", 1, 2_000, null, "one", ...audit]]);
      assert.equal(await head(), 2);
      await store.write([end(2, "paused")]);
      assert.deepEqual([await head(), await head("b")], [undefined, 3]);
      await store.write([["giveUp", 2, "why", 3_000]]);
      assert.equal(await head(), 1);
    },
  },
  {
    name: "what should have moved by itself is told: never begun, asleep for too long, or called; not what waits behind a paused run",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      const overdue = async (before: number) =>
        (await store.read("overdue", ["orders"], before, 9)).map(({ seq }) => seq);
      await store.write([
        accept(1),
        accept(2, { route: "returns" }),
        accept(3),
        accept(4),
        accept(5, { lane: "a" }),
        accept(6, { lane: "a" }),
      ]);
      await store.write([
        ["claim", 3, "one"],
        ["claim", 4, "one"],
        ["wake", 4, 5_000, "sleep"],
        end(5, "paused"),
      ]);
      assert.deepEqual(await overdue(1_000), []);
      assert.deepEqual(await overdue(1_001), [1]);
      assert.deepEqual(await overdue(5_001), [1, 4]);
      const begun = await store.read("begun", ["orders"], 9);
      assert.deepEqual(
        begun.map(({ seq }) => seq),
        [3],
      );
      await store.write([["ask", 4, null, '{"pause":1}', ...audit]]);
      assert.deepEqual(await overdue(1_001), [1, 4]);
      assert.deepEqual(await store.read("asked", [3, 4, 7]), [{ seq: 4, asked: '{"pause":1}' }]);
    },
  },
  {
    name: "the backlog is what time and processes can move, by route",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      await store.write([
        accept(1, { at: 2_000 }),
        accept(2),
        accept(3),
        accept(4),
        accept(5, { lane: "a" }),
        accept(6, { lane: "a" }),
      ]);
      await store.write([
        ["claim", 2, "one"],
        ["wake", 3, 5_000, "sleep"],
        ["wake", 4, 5_000, "retry"],
        end(5, "paused"),
      ]);
      assert.deepEqual(await store.read("backlog", ["orders", "returns"]), {
        routes: [{ route: "orders", runs: 3, held: 1, oldestAt: 1_000 }],
        paused: 1,
      });
      assert.deepEqual(await store.read("backlog", ["returns"]), { routes: [], paused: 0 });
    },
  },
];
