import assert from "node:assert/strict";
import { test } from "node:test";
import { Gathered } from "../../../../runtime/engine/restate/gathered.ts";

test("questions of one turn of the event loop are one round trip, those that come meanwhile the next, in order", async () => {
  const trips: (readonly number[])[] = [];
  const answers = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const doubled = new Gathered<number, number>(async (questions) => {
    trips.push(questions);
    asked.resolve();
    await answers.promise;
    return questions.map((question) => question * 2);
  });
  const first = [doubled.of(1), doubled.of(2)];
  await asked.promise;
  const second = [doubled.of(3), doubled.of(4)];
  answers.resolve();
  assert.deepEqual(await Promise.all([...first, ...second]), [2, 4, 6, 8]);
  assert.deepEqual(trips, [
    [1, 2],
    [3, 4],
  ]);
});

test("whoever asked in a round trip that failed is told, and the next one is made", async () => {
  let made = 0;
  const unsteady = new Gathered<string, string>((questions) =>
    ++made === 1 ? Promise.reject(new Error("away")) : Promise.resolve(questions),
  );
  await assert.rejects(unsteady.of("a"), /away/);
  assert.equal(await unsteady.of("b"), "b");
});
