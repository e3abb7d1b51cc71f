import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits for something to be true; a broker takes its time. Fails with what is there instead. */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  enough: (value: Value) => boolean,
  ms = 30_000,
): Promise<Value> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (enough(value)) return value;
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(value)?.slice(0, 2_000)}`);
    await sleep(20);
  }
}
