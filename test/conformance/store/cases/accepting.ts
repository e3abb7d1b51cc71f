import assert from "node:assert/strict";
import type { StoreCase } from "../subject.ts";
import { accept, end } from "../writes.ts";

export const acceptingCases: readonly StoreCase[] = [
  {
    name: "an accepted run is live, with all that was said of it",
    async run({ store }) {
      assert.equal(await store.write([accept(7, { lane: "a", at: 1_234, input: '{"a":"\\u0000ü"}' })]), null);
      const [live] = await store.read("live", 0, 10);
      assert.deepEqual([live?.seq, live?.route, live?.lane, live?.acceptedAt], [7, "orders", "a", 1_234]);
      assert.deepEqual([live?.build, live?.asked, live?.wakeAt, live?.called], ["one", null, null, 0]);
      assert.equal(await store.read("input", 7), '{"a":"\\u0000ü"}');
      assert.equal((await store.read("run", 7))?.state, null);
      assert.equal(await store.read("lastSeq"), 7);
    },
  },
  {
    name: "a key lets one message in while it is kept, at the same moment too; others are answered with the first",
    async run({ store }) {
      const answers = await Promise.all([
        store.write([accept(1, { key: "k" })]),
        store.write([accept(2, { key: "k" })]),
        store.write([accept(3, { key: "k", route: "others" })]),
      ]);
      assert.deepEqual(answers, [null, "1-token", null]);
      assert.equal(await store.write([accept(4, { key: "k", at: 1_999 })]), "1-token");
      assert.equal(await store.read("run", 4), undefined);
    },
  },
  {
    name: "a key that is no longer kept lets a message in",
    async run({ store }) {
      await store.write([accept(1, { key: "k", keepUntil: 2_000 })]);
      assert.equal(await store.write([accept(2, { key: "k", at: 2_000, keepUntil: 9_000 })]), null);
      assert.equal(await store.write([accept(3, { key: "k", at: 2_001 })]), "2-token");
    },
  },
  {
    name: "what is older than what its lane has seen is over at once; what is as old, or of another kind, is not",
    async run({ store }) {
      const latest = (seq: number, value: string | number, lane = "a") =>
        store.write([accept(seq, { lane, latest: value })]);
      assert.equal(await latest(1, 10), null);
      assert.equal(await latest(2, 9.5), "stale");
      assert.equal(await latest(3, 10), null);
      assert.equal(await latest(4, "2026-11-26"), null);
      assert.equal(await latest(5, "2026-11-25"), "stale");
      assert.equal(await latest(6, 1, "b"), null);
      const stale = await store.read("run", 2);
      assert.deepEqual([stale?.state, stale?.outcome], ["done", "stale"]);
    },
  },
  {
    name: "a run is found by each of its keys, in the order of acceptance",
    async run({ store }) {
      const long = `order:${"ä".repeat(5_000)}`;
      await store.write([accept(2, { keys: ["450", long, "450"], key: "message" })]);
      await store.write([accept(1, { keys: ["450"] }), ["key", `${long}!`, 1]]);
      const found = async (key: string) => (await store.read("find", key, 10)).map(({ seq }) => seq);
      assert.deepEqual(await found("450"), [1, 2]);
      assert.deepEqual(await found("message"), [2]);
      assert.deepEqual(await found(long), [2]);
      assert.deepEqual(await found(`${long}!`), [1]);
      assert.deepEqual(await found("45"), []);
      assert.equal((await store.read("find", "450", 1)).length, 1);
    },
  },
  {
    name: "texts that no database likes are kept or replaced, and harm nothing",
    async run({ store }) {
      const odd = "a\u0000b'\\\"${x}$waybill$\ud800";
      await store.write([accept(1, { lane: odd, keys: [odd] }), ["note", "area", odd, odd]]);
      assert.deepEqual(
        (await store.read("find", odd, 10)).map(({ seq }) => seq),
        [1],
      );
      assert.equal((await store.read("notes", "area")).length, 1);
    },
  },
  {
    name: "two processes that accept one key at the same moment accept it once",
    shared: true,
    async run({ store, open }) {
      const other = await open();
      const attempts = Array.from({ length: 50 }, (_, index) => index);
      const answers = await Promise.all(
        attempts.map(async (index) => [
          await Promise.all([
            store.write([accept(2 * index + 1, { key: `k${index}` })]),
            other.write([accept(2 * index + 2, { key: `k${index}` })]),
          ]),
        ]),
      );
      for (const [pair] of answers) assert.equal(pair?.filter((answer) => answer === null).length, 1);
      assert.equal((await store.read("live", 0, 1_000)).length, 50);
      await other.close();
    },
  },
  {
    name: "what was accepted is there for who opens the store later",
    async run({ store, open }) {
      await store.write([accept(1, { keys: ["450"] }), accept(2), end(2)]);
      const later = await open();
      assert.deepEqual(
        (await later.read("live", 0, 10)).map(({ seq }) => seq),
        [1],
      );
      assert.equal((await later.read("run", 2))?.state, "done");
      await later.close();
    },
  },
];
