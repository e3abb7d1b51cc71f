import assert from "node:assert/strict";
import type { StoreCase } from "../subject.ts";
import { accept } from "../writes.ts";

export const stepCases: readonly StoreCase[] = [
  {
    name: "a step's second write replaces; steps come in the order of their positions, of one run only",
    async run({ store }) {
      await store.write([
        accept(1),
        accept(2),
        ["step", 1, 1, "b", null],
        ["step", 1, 0, "a", "1"],
        ["step", 2, 0, "x", null],
      ]);
      await store.write([["step", 1, 1, "b again", '"\\u0000"']]);
      assert.deepEqual(await store.read("steps", 1), [
        { position: 0, head: "a", output: "1" },
        { position: 1, head: "b again", output: '"\\u0000"' },
      ]);
      await store.write([
        ["forget", 1, 0],
        ["forget", 1, 17],
      ]);
      assert.deepEqual(
        (await store.read("steps", 1)).map(({ position }) => position),
        [1],
      );
    },
  },
  {
    name: "the first choice of a key is everybody's, and the step's output",
    async run({ store }) {
      await store.write([accept(1), accept(2)]);
      assert.equal(await store.write([["decide", 1, 0, "a", "pin", null, 1]]), null);
      assert.deepEqual(
        await Promise.all([
          store.write([["decide", 1, 0, "a", "pin", 'west "1"', 1]]),
          store.write([["decide", 2, 0, "a", "pin", "east", 1]]),
        ]),
        ['west "1"', 'west "1"'],
      );
      assert.equal((await store.read("steps", 2))[0]?.output, '"west \\"1\\""');
    },
  },
  {
    name: "time tables: a tick is dealt with once, and a table that changes begins anew",
    async run({ store }) {
      await store.write([["schedule", "nightly", "A", 1_000]]);
      await store.write([["ticked", "nightly", 1_000, 2_000, 3]]);
      await assert.rejects(store.write([["ticked", "nightly", 1_000, 2_000, 0]]), { code: "moved" });
      await store.write([["schedule", "nightly", "A", 9_000]]);
      assert.deepEqual(await store.read("schedules"), [
        { name: "nightly", spec: "A", tick: 2_000, skipped: 3 },
      ]);
      await store.write([["schedule", "nightly", "B", 9_000]]);
      assert.deepEqual(await store.read("schedules"), [
        { name: "nightly", spec: "B", tick: 9_000, skipped: 3 },
      ]);
    },
  },
  {
    name: "notes are replaced and forgotten, by area",
    async run({ store }) {
      await store.write([
        ["note", "a", "2", "x"],
        ["note", "a", "1", "y"],
        ["note", "b", "1", "z"],
      ]);
      await store.write([
        ["note", "a", "2", "x again"],
        ["note", "b", "1", null],
      ]);
      assert.deepEqual(await store.read("notes", "a"), [
        ["1", "y"],
        ["2", "x again"],
      ]);
      assert.deepEqual(await store.read("notes", "b"), []);
    },
  },
];
