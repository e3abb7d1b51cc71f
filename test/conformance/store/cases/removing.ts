import assert from "node:assert/strict";
import type { Store } from "../../../../runtime/engine/store/port.ts";
import type { StoreCase } from "../subject.ts";
import { accept, end, event, letter } from "../writes.ts";

async function left(store: Store): Promise<readonly number[]> {
  const seqs = Array.from({ length: 9 }, (_, index) => index + 1);
  const runs = await Promise.all(seqs.map((seq) => store.read("run", seq)));
  return runs.flatMap((run) => run?.seq ?? []);
}

export const removingCases: readonly StoreCase[] = [
  {
    name: "history goes by its time: what is live, paused or has a letter that is open or kept stays",
    async run({ store }) {
      for (const seq of [1, 2, 3, 4, 5, 6, 7])
        await store.write([accept(seq, { keys: [`k${seq}`] }), ["step", seq, 0, "a", null]]);
      await store.write([
        accept(8, { route: "others" }),
        end(8),
        accept(9, { at: 8_000 }),
        end(9, "done", 8_000),
      ]);
      await store.write([
        end(1),
        end(2, "failed"),
        letter(2),
        end(4, "paused"),
        end(5, "cancelled"),
        letter(5, null, 6_000),
      ]);
      await store.write([["closeLetter", 1, "discarded", "[]"], end(6, "done", 9_000), end(7)]);
      assert.equal(await store.write([["purge", 0, 5_000, 5_000, 3, ["others"], false]]), "3");
      assert.deepEqual(await left(store), [3, 4, 5, 6, 7, 8, 9]);
      assert.equal(await store.write([["purge", 3, 5_000, 7_000, 100, ["others"], false]]), null);
      assert.deepEqual(await left(store), [3, 4, 5, 6, 8, 9], "an open letter stays, whatever its age");
      assert.deepEqual(await store.read("steps", 1), []);
      assert.equal((await store.read("lettersOf", 2)).length, 0);
      await store.write([["purge", 0, 5_000, 5_000, 100, ["others"], true]]);
      assert.deepEqual(await left(store), [3, 4, 5, 6, 9]);
    },
  },
  {
    name: "keys go after their runs, page by page",
    async run({ store }) {
      for (const seq of [1, 2, 3]) await store.write([accept(seq, { key: `m${seq}`, keys: [`k${seq}`] })]);
      await store.write([end(1), end(2)]);
      await store.write([["purge", 0, 5_000, 5_000, 100, [], false]]);
      assert.deepEqual(await left(store), [3]);
      const pages: string[] = [];
      for (
        let after: string | null = "";
        after !== null;
        after = await store.write([["purgeKeys", after, 2]])
      )
        pages.push(after);
      assert.equal(pages.length, 3);
      assert.equal((await store.read("find", "k3", 9)).length, 1);
      assert.equal(
        await store.write([accept(4, { key: "m1", at: 1_500 })]),
        null,
        "the key lets a message in again",
      );
      assert.equal(await store.write([accept(5, { key: "m3", at: 1_500 })]), "3-token");
    },
  },
  {
    name: "what is erased is replaced everywhere; an idempotency key stays",
    async run({ store }) {
      await store.write([
        accept(1, { lane: "jo", key: "m1", keys: ["jo@example.com"] }),
        event("e1", { seq: 1 }),
        end(1, "failed"),
        letter(1),
      ]);
      const [position] = (await store.read("events", null, 0, 1)).map((one) => one.position);
      await store.write([
        ["overwrite"],
        ["rewriteInput", 1, '{"name":"…"}', null],
        ["rewriteEvent", position ?? 0, '{"name":"…"}', null],
        ["rewriteLetter", 1, "…", "[]"],
        ["rewriteError", 1, "{}"],
        ["forgetKey", "jo@example.com", 1],
        ["forgetKey", "m1", 1],
      ]);
      await store.read("checkpoint");
      assert.equal(await store.read("input", 1), '{"name":"…"}');
      assert.equal((await store.read("run", 1))?.lane, null);
      assert.equal((await store.read("events", null, 0, 1))[0]?.data, '{"name":"…"}');
      assert.deepEqual(
        [(await store.read("deadLetter", 1))?.error, (await store.read("deadLetter", 1))?.steps],
        ["…", "[]"],
      );
      assert.deepEqual(await store.read("find", "jo@example.com", 9), []);
      assert.equal(await store.write([accept(2, { key: "m1" })]), "1-token");
    },
  },
];
