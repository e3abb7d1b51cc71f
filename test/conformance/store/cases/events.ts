import assert from "node:assert/strict";
import type { Store } from "../../../../runtime/engine/store/port.ts";
import type { StoreCase } from "../subject.ts";
import { accept, event, refused } from "../writes.ts";

async function positions(store: Store, after = 0): Promise<readonly number[]> {
  return (await store.read("events", null, after, 1_000)).map(({ position }) => position);
}

export const eventCases: readonly StoreCase[] = [
  {
    name: "an event from outside is known by source and id; one of a run is not asked",
    async run({ store }) {
      await store.write([accept(1)]);
      assert.equal(await store.write([event("e1", { data: "1" })]), null);
      assert.equal(await store.write([event("e1", { data: "2" })]), "duplicate");
      assert.equal(await store.write([event("e1", { seq: 1 })]), null);
      assert.equal((await store.read("eventFromOutside", "shop", "e1"))?.data, "1");
      assert.equal((await positions(store)).length, 2);
    },
  },
  {
    name: "a group begins at the log's end or beginning, moves on from where it stands, and goes back",
    async run({ store }) {
      await store.write([event("e1"), event("e2"), event("e3", { type: "other@1", at: 5_000 })]);
      await store.write([
        ["subscribe", "late", "order@1", "now"],
        ["subscribe", "all", "order@1", "beginning"],
      ]);
      const state = async (name: string) => (await store.read("consumers")).find((one) => one.name === name);
      const end = (await positions(store)).at(-1) ?? 0;
      assert.equal((await state("late"))?.position, end);
      assert.equal((await state("all"))?.position, 0);
      await store.write([["consumed", "all", 0, 2]]);
      await assert.rejects(store.write([["consumed", "all", 0, 2]]), refused("moved"));
      await store.write([
        ["subscribe", "all", "order@1", "now"],
        ["retire", ["all"]],
      ]);
      assert.deepEqual([(await state("all"))?.position, (await state("all"))?.served], [2, 1]);
      assert.equal((await state("late"))?.served, 0);
      await store.write([["replay", "all", 0, 2, 9, "again"]]);
      const back = await state("all");
      assert.deepEqual([back?.position, back?.replay, back?.replayUntil], [0, 1, 2]);
      assert.equal((await store.read("audit", "all", 1))[0]?.action, "replay");
      assert.deepEqual(await store.read("behind", "order@1", 0, 1), { count: 1, at: 1_000 });
      assert.deepEqual(await store.read("behind", "order@1", 2, 5), { count: 0, at: null });
      await store.write([["subscribe", "all", "other@1", "beginning"]]);
      assert.deepEqual(
        [(await state("all"))?.type, (await state("all"))?.position, (await state("all"))?.replay],
        ["other@1", 0, 0],
      );
    },
  },
  {
    name: "events are read by type, time and publisher",
    async run({ store }) {
      await store.write([
        accept(1),
        event("e1", { at: 10 }),
        event("e2", { at: 20, seq: 1 }),
        event("e3", { type: "other@1" }),
      ]);
      const [first, second] = await positions(store);
      assert.deepEqual(
        (await store.read("events", "order@1", 0, 10)).map(({ id }) => id),
        ["e1", "e2"],
      );
      assert.deepEqual(await store.read("eventsSince", "order@1", 15, second ?? 0), {
        count: 1,
        first: second,
        last: second,
      });
      assert.deepEqual(await store.read("eventsSince", "order@1", 15, first ?? 0), {
        count: 0,
        first: null,
        last: null,
      });
      const by = await store.read("eventsBy", [1], 0, 10);
      assert.deepEqual([by.events.map(({ id }) => id), by.next], [["e2"], null]);
      assert.equal(typeof (await store.read("eventsBy", [1], 0, 1)).next, "number");
    },
  },
  {
    name: "events stay until every served group has taken them, whatever their age",
    async run({ store }) {
      await store.write([
        event("e1"),
        event("e2"),
        event("e3", { type: "other@1" }),
        event("e4", { at: 9_000 }),
      ]);
      const [first] = await positions(store);
      await store.write([
        ["subscribe", "all", "order@1", "beginning"],
        ["consumed", "all", 0, first ?? 0],
      ]);
      assert.equal(await store.write([["purgeEvents", 5_000, 10]]), null);
      assert.deepEqual(
        (await store.read("events", null, 0, 10)).map(({ id }) => id),
        ["e2", "e4"],
      );
      await store.write([
        ["retire", []],
        ["subscribe", "carrier", "*", "now"],
        event("e6", { type: "return@1" }),
        event("e7", { at: 9_000 }),
      ]);
      assert.equal(await store.write([["purgeEvents", 5_000, 3]]), null);
      assert.deepEqual(
        (await store.read("events", null, 0, 10)).map(({ id }) => id),
        ["e4", "e6", "e7"],
        "a group of all types keeps what it has not taken, of whatever type",
      );
      await store.write([["retire", []]]);
      assert.equal(await store.write([["purgeEvents", 5_000, 1]]), "more");
      await store.write([event("e5")]);
      assert.ok(((await positions(store)).at(-1) ?? 0) > 4, "a position is never given twice");
    },
  },
  {
    name: "who reads the log on and on passes over none, while several processes write",
    shared: true,
    async run({ store, open }) {
      const other = await open();
      const each = 200;
      const write = async (to: Store, name: string) => {
        for (let index = 0; index < each; index += 1) await to.write([event(`${name}-${index}`)]);
      };
      const seen: number[] = [];
      const writing = Promise.all([write(store, "a"), write(other, "b")]);
      const reader = await open();
      while (seen.length < 2 * each) seen.push(...(await positions(reader, seen.at(-1) ?? 0)));
      await writing;
      assert.deepEqual(seen, await positions(store));
      await Promise.all([other.close(), reader.close()]);
    },
  },
];
