import assert from "node:assert/strict";
import type { StoreCase } from "../subject.ts";
import { accept, event } from "../writes.ts";

export const waitCases: readonly StoreCase[] = [
  {
    name: "an event is brought to those that wait for its key, and wakes those that name none",
    async run({ store }) {
      await store.write([accept(1), accept(2), accept(3)]);
      await store.write([
        ["waitFor", 1, 0, "paid@1", '["id"]="a"'],
        ["waitFor", 2, 4, "paid@1", '["id"]="b"'],
        ["waitFor", 3, 0, "paid@1", ""],
      ]);
      assert.deepEqual(await store.read("waitKeys"), [{ type: "paid@1", key: '["id"]="a"' }]);
      await store.write([event("e1", { type: "paid@1", data: '{"id":"b"}' })]);
      assert.deepEqual(await store.read("correlations"), [{ type: "paid@1", position: 0 }]);
      const concerned = await store.write([["correlate", "paid@1", 1, [[1, ["", '["id"]="b"']]]]]);
      assert.deepEqual(JSON.parse(concerned ?? "[]").toSorted(), [2, 3]);
      assert.deepEqual(await store.read("hits", 2, 4), [{ position: 1, data: '{"id":"b"}' }]);
      assert.deepEqual(await store.read("hits", 3, 0), []);
      assert.deepEqual(
        (await store.read("live", 0, 10)).map(({ called }) => called),
        [0, 1, 1],
      );
      assert.deepEqual(await store.read("correlations"), [{ type: "paid@1", position: 1 }]);
      assert.equal(await store.write([["correlate", "paid@1", 1, [[1, ['["id"]="none"']]]]]), null);
      await store.write([["waited", 2, 4]]);
      assert.deepEqual(await store.read("hits", 2, 4), []);
    },
  },
  {
    name: "a run that is accepted knows the log's end, and finds what came after it",
    async run({ store }) {
      await store.write([event("e1", { data: "1" })]);
      await store.write([accept(1)]);
      await store.write([event("e2", { data: "2" }), event("e3", { type: "other@1" })]);
      const after = await store.read("acceptedAfter", 1);
      assert.deepEqual(
        (await store.read("eventsOf", "order@1", after, 10)).map(({ data }) => data),
        ["2"],
      );
    },
  },
  {
    name: "a person's first word on an approval counts, in time; its run is called and the audit knows",
    async run({ store }) {
      await store.write([accept(1), accept(2)]);
      await store.write([
        ["askApproval", 1, 0, "release", "finance", '{"sum":"1.00"}', 5_000, 1_000],
        ["askApproval", 2, 3, "release", "sales", "{}", null, 1_000],
      ]);
      const decide = (seq: number, at: number, step = "release") =>
        store.write([
          ["decideApproval", seq, step, "approved", "fine", at, "approve", `${seq}-token`, "ann", step],
        ]);
      assert.deepEqual(
        (await store.read("approvals", "finance", 0, 10)).map(({ seq, show }) => [seq, show]),
        [[1, '{"sum":"1.00"}']],
      );
      assert.equal(await decide(1, 2_000, "other"), "unknown");
      assert.equal(await decide(1, 5_000), "already");
      assert.equal(await decide(1, 2_000), "done");
      assert.equal(await decide(1, 2_001), "already");
      assert.equal(await store.write([["expireApproval", 1, 0]]), "decided");
      assert.equal(await store.write([["expireApproval", 2, 3]]), null);
      assert.equal(await decide(2, 2_000), "already");
      assert.deepEqual(await store.read("approvals", null, 0, 10), []);
      const decided = await store.read("approval", 1, 0);
      assert.deepEqual(
        [decided?.decision, decided?.by, decided?.note, decided?.decidedAt],
        ["approved", "ann", "fine", 2_000],
      );
      assert.equal((await store.read("live", 0, 10))[0]?.called, 1);
      assert.equal((await store.read("audit", "1-token", 10)).length, 1);
      await store.write([["waited", 1, 0]]);
      assert.equal(await store.read("approval", 1, 0), undefined);
    },
  },
];
