import assert from "node:assert/strict";
import { test } from "node:test";
import { Reading } from "../../../../runtime/engine/run/reading.ts";

/** The most that were read at a time, of so many runs with messages of this size. */
async function together(reading: Reading, runs: number, size: number): Promise<number> {
  let [underWay, peak] = [0, 0];
  const read = async (): Promise<number> => {
    peak = Math.max(peak, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return size;
  };
  const once = (): Promise<number> => reading.one(read, (length) => length);
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: runs }, once))), new Set([size]));
  return peak;
}

test("large messages are read by eights, also the first ones, of which nothing is known", async () => {
  assert.equal(await together(new Reading(), 500, 1024 * 1024), 8);
});

test("small messages are read by hundreds, and soon after a large one again", async () => {
  const reading = new Reading();
  await together(reading, 500, 1_500);
  assert.equal(await together(reading, 500, 1_500), 256);
  await together(reading, 20, 1024 * 1024);
  assert.equal(await together(reading, 100, 1024 * 1024), 8);
  await together(reading, 1_000, 1_500);
  assert.equal(await together(reading, 500, 1_500), 256);
});

test("a read that fails gives up its turn", async () => {
  const reading = new Reading();
  const failing = Array.from({ length: 50 }, () =>
    reading.one(
      () => Promise.reject(new Error("the disk")),
      () => 0,
    ),
  );
  assert.ok((await Promise.allSettled(failing)).every(({ status }) => status === "rejected"));
  assert.equal(await together(reading, 3, 10), 3);
});
