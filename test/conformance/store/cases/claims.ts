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
      await store.write([["claim", 1, "one", null]]);
      await store.write([
        ["held", 1, "one"],
        ["key", "a", 1],
      ]);
      assert.equal((await store.read("run", 1))?.held, 1);
      await store.write([["claim", 1, "two", null]]);
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
      await assert.rejects(store.write([["claim", 1, "two", null]]), refused("moved"));
    },
  },
  {
    name: "an untouched run is taken as it was seen, by one, and not where anything of it changed since",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      const seen = async (run: number) => (await store.read("heads", [{ run }]))[0]?.untouched ?? null;
      await store.write([accept(1, { input: '{"a":1}' }), accept(2), accept(3)]);
      const [head] = await store.read("heads", [{ run: 1 }]);
      assert.equal(head?.input, '{"a":1}');
      const [first, second, third] = [await seen(1), await seen(2), await seen(3)];
      assert.ok(first !== null && second !== null && third !== null);
      await store.write([["claim", 1, "one", first]]);
      await assert.rejects(store.write([["claim", 1, "two", first]]), refused("moved"));
      // Two commits of one holder that were under way at once.
      await store.write([["claim", 1, "one", first]]);
      assert.equal(await seen(1), null);
      await store.write([["ask", 2, null, '{"pause":1}', ...audit]]);
      await assert.rejects(store.write([["claim", 2, "one", second]]), refused("moved"));
      await store.write([["claim", 3, "one", null], ["step", 3, 0, "{}", null], end(3, "failed")]);
      await store.write([["revive", 3, 2_000, null, "one", ...audit]]);
      assert.equal(await seen(3), null);
      await assert.rejects(store.write([["claim", 3, "two", third]]), refused("moved"));
    },
  },
  {
    name: "heads of many targets are told at once, each at its place; whoever ends a run hears whether its lane goes on",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      await store.write([accept(1, { lane: "a" }), accept(2, { lane: "a" }), accept(3)]);
      const heads = await store.read("heads", [
        { run: 9 },
        { route: "orders", lane: "a" },
        { run: 3 },
        { route: "orders", lane: "a" },
      ]);
      assert.deepEqual(
        heads.map((head) => head?.seq),
        [undefined, 1, 3, 1],
      );
      const ended = (run: number) =>
        store.write([["claim", run, "one", null], end(run), ["laneGoesOn", "orders", "a"]]);
      assert.deepEqual([await ended(1), await ended(2)], ["more", null]);
    },
  },
  {
    name: "a claim wakes a run, and forgets that it was called",
    shared: true,
    async run(subject) {
      const store = sharedOf(subject);
      await store.write([accept(1), ["askApproval", 1, 0, "review", "desk", "{}", null, 1_000]]);
      await store.write([
        ["claim", 1, "one", null],
        ["wake", 1, 9_000, "approval"],
      ]);
      await store.write([["decideApproval", 1, "review", "approved", null, ...audit]]);
      const asleep = await store.read("liveRun", 1);
      assert.deepEqual([asleep?.wakeAt, asleep?.wakeReason, asleep?.called], [9_000, "approval", 1]);
      assert.equal((await store.read("run", 1))?.held, 0);
      await store.write([["claim", 1, "two", null]]);
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
      const head = async (lane = "a") => (await store.read("heads", [{ route: "orders", lane }]))[0]?.seq;
      await store.write([accept(1, { lane: "a" }), accept(2, { lane: "a" }), accept(3, { lane: "b" })]);
      assert.deepEqual([await head(), await head("b"), await head("c")], [1, 3, undefined]);
      await store.write([["claim", 1, "one", null], end(1, "failed")]);
      await store.write([["claim", 2, "one", null]]);
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
        ["claim", 3, "one", null],
        ["claim", 4, "one", null],
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
        ["claim", 2, "one", null],
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
