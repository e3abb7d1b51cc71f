import assert from "node:assert/strict";
import type { Store } from "../../../../runtime/engine/store/port.ts";
import type { StoreCase } from "../subject.ts";
import { accept, end, letter, refused } from "../writes.ts";

async function open(store: Store): Promise<readonly string[]> {
  const counted = await store.read("openDeadLetters");
  return counted.map(({ route, owner, count }) => `${route} ${owner}: ${count}`).toSorted();
}

export const letterCases: readonly StoreCase[] = [
  {
    name: "open dead letters are counted as they come and go, by owner, those of nobody too; one is closed once",
    async run({ store }) {
      await store.write([
        accept(1),
        accept(2),
        accept(3),
        letter(1, "finance"),
        letter(2, "finance"),
        letter(3),
      ]);
      assert.deepEqual(await open(store), ["orders finance: 2", "orders null: 1"]);
      await store.write([["closeLetter", 1, "redriven", "[]"]]);
      await assert.rejects(store.write([["closeLetter", 1, "discarded", "[]"]]), refused("moved"));
      await store.write([["closeLetter", 3, "discarded", "[]"]]);
      assert.deepEqual(await open(store), ["orders finance: 1"]);
      assert.equal(await store.read("openLetter", 2), 2);
      assert.equal(await store.read("openLetter", 1), undefined);
    },
  },
  {
    name: "a dead letter has its run's message and place, whole and as a head",
    async run({ store }) {
      await store.write([accept(1, { lane: "a", input: '{"a":1}' }), end(1, "paused"), letter(1, "finance")]);
      assert.deepEqual(await store.read("deadLetter", 1), {
        number: 1,
        seq: 1,
        token: "token",
        route: "orders",
        lane: "a",
        acceptedAt: 1_000,
        owner: "finance",
        at: 2_000,
        class: "refused",
        error: "no",
        step: "post",
        file: "a.yaml",
        line: 7,
        state: "open",
        build: "one",
        input: '{"a":1}',
        steps: null,
      });
      const [head] = await store.read("letterHeads", "open", "orders", 0, 10);
      assert.deepEqual([head?.number, head?.seq, head?.owner, head?.state], [1, 1, "finance", "open"]);
      assert.equal((await store.read("lettersOf", 1)).length, 1);
    },
  },
  {
    name: "dead letters are listed by state and route, page by page",
    async run({ store }) {
      for (let seq = 1; seq <= 6; seq += 1)
        await store.write([accept(seq, { route: seq % 2 === 0 ? "even" : "odd" }), letter(seq)]);
      await store.write([["closeLetter", 1, "discarded", "[]"]]);
      const listed = async (...of: [string | null, string | null, number, number]) =>
        (await store.read("deadLetters", ...of)).map(({ number }) => number);
      assert.deepEqual(await listed(null, null, 0, 10), [1, 2, 3, 4, 5, 6]);
      assert.deepEqual(await listed("open", null, 2, 2), [3, 4]);
      assert.deepEqual(await listed(null, "odd", 0, 10), [1, 3, 5]);
      assert.deepEqual(await listed("open", "odd", 0, 10), [3, 5]);
    },
  },
  {
    name: "the audit is told newest first, of one subject or of all",
    async run({ store }) {
      await store.write([
        ["audit", 1, "erase", "a", "ann", "x"],
        ["audit", 2, "replay", "b", "ben", "y"],
      ]);
      const all = await store.read("audit", null, 10);
      assert.deepEqual(
        all.map(({ action }) => action),
        ["replay", "erase"],
      );
      const [one] = await store.read("audit", "a", 10);
      assert.deepEqual([one?.at, one?.by, one?.detail], [1, "ann", "x"]);
    },
  },
];
