import type { Standstill } from "./activity.ts";

/**
 * How long effects may stand still, in real milliseconds, before they count as waiting for the clock. An effect is another's
 * code: a simulated system that never answers looks like one that is about to.
 */
const stallMs = 150;
/** After so long without progress it looks once in a millisecond: what is waited for is a disk or another process. */
const awayMs = 5;

/** Resolves when nothing can move until the clock does. `busy`: something that starts runs is under way. */
export async function settled(standstill: () => Standstill, busy: () => boolean): Promise<void> {
  let progress = -1;
  let since = performance.now();
  // Two looks in a row, with a turn of the event loop between, since promises settle in between.
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = standstill();
    if (now.progress !== progress) {
      progress = now.progress;
      since = performance.now();
    }
    const stalled = now.effectsOnly && performance.now() - since > stallMs;
    const still = !busy() && (now.sure || stalled);
    quiet = still ? quiet + 1 : 0;
    if (!still && (now.effectsOnly || performance.now() - since > awayMs))
      await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
