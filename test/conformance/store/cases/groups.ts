import assert from "node:assert/strict";
import type { StoreCase } from "../subject.ts";
import { accept, refused } from "../writes.ts";

export const groupCases: readonly StoreCase[] = [
  {
    name: "a group is written whole or not at all, and a bad one harms no other",
    async run({ store }) {
      const results = await Promise.allSettled([
        store.write([accept(1)]),
        store.write([accept(2), accept(1)]),
        store.write([accept(3)]),
        store.write([
          ["note", "a", "b", "c"],
          ["closeLetter", 99, "redriven", "[]"],
        ]),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ["fulfilled", "rejected", "fulfilled", "rejected"],
      );
      assert.equal(await store.read("run", 2), undefined);
      assert.equal((await store.read("run", 3))?.seq, 3);
      assert.deepEqual(await store.read("notes", "a"), []);
    },
  },
  {
    name: "groups are written in the order they were handed over in",
    async run({ store }) {
      const last = Array.from({ length: 300 }, (_, index) =>
        store.write([["note", "a", "b", String(index)]]),
      );
      await Promise.all(last);
      assert.deepEqual(await store.read("notes", "a"), [["b", "299"]]);
    },
  },
  {
    name: "a read sees what was handed over before it; after closing all is refused",
    async run({ store }) {
      const written = store.write([accept(1)]);
      assert.equal((await store.read("run", 1))?.route, "orders");
      await written;
      await store.close();
      await assert.rejects(store.write([accept(3)]), refused("closed"));
      await assert.rejects(store.read("lastSeq"), refused("closed"));
    },
  },
];
