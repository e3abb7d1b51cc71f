import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "../../../runtime/engine/embedded/index.ts";
import { systemGate } from "../../../runtime/systems/limits.ts";

/** A clock whose sleeps reject when they are called off, as the real one's do. */
function clockOf(clock: VirtualClock) {
  return {
    now: () => clock.now(),
    async sleep(ms: number, signal?: AbortSignal) {
      await clock.sleep(ms, signal);
      signal?.throwIfAborted();
    },
  };
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

test("who gives up waiting for a rate limit has taken no turn from those who come after", async () => {
  const clock = new VirtualClock(0);
  const gate = systemGate({ ratePerSecond: 1 }, clockOf(clock));
  const never = new AbortController().signal;
  (await gate(never))();
  const impatient = new AbortController();
  const given = Promise.allSettled(Array.from({ length: 200 }, () => gate(impatient.signal)));
  await turnOfLoop();
  impatient.abort();
  assert.ok((await given).every(({ status }) => status === "rejected"));
  let through = false;
  void gate(never).then(() => (through = true));
  await turnOfLoop();
  assert.equal(through, false);
  await clock.advance(1_000);
  await turnOfLoop();
  assert.equal(through, true);
});

test("a rate holds in every second, and turns come in the order they were asked for", async () => {
  const clock = new VirtualClock(0);
  const gate = systemGate({ ratePerSecond: 2, burst: 3 }, clockOf(clock));
  const began: [number, number][] = [];
  for (let index = 0; index < 9; index += 1)
    void gate(new AbortController().signal).then(() => began.push([index, clock.now()]));
  for (let step = 0; step < 50; step += 1) {
    await turnOfLoop();
    await clock.advance(100);
  }
  assert.deepEqual(
    began.map(([index]) => index),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  for (const [, from] of began) {
    const within = began.filter(([, at]) => at >= from && at < from + 1_000).length;
    assert.ok(within <= 5, `${within} in the second after ${from}`);
  }
});

test("a signal that is already aborted takes no slot", async () => {
  const gate = systemGate({ concurrency: 1 }, clockOf(new VirtualClock(0)));
  await assert.rejects(gate(AbortSignal.abort()));
  const leave = await gate(new AbortController().signal);
  leave();
});
