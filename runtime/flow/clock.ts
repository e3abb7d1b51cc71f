/** Time as turns see it. In a scenario it is virtual. */
export interface FlowClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fire` at `at` or shortly before or after, never before this call returns. Answers how to call it off. */
  timer(at: number, fire: () => void): () => void;
}

/** What `setTimeout` can hold; a longer wait looks again. */
const longest = 2 ** 31 - 1;

/**
 * The time that passes, from what the machine's clock said when the process began. Turns are measured against each other and against the
 * estate store's own time: with a clock that somebody sets back they would wait for it to come round again, with what they hold of a
 * system's limits run out.
 */
export const flowClock: FlowClock = {
  now: () => performance.timeOrigin + performance.now(),
  timer(at, fire) {
    const handle = setTimeout(fire, Math.min(Math.max(at - flowClock.now(), 0), longest));
    return () => clearTimeout(handle);
  },
};
