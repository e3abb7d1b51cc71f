/** Time as turns see it. In a scenario it is virtual. */
export interface FlowClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fire` at `at` or shortly before or after, never before this call returns. Answers how to call it off. */
  timer(at: number, fire: () => void): () => void;
}

/** What `setTimeout` can hold; a longer wait looks again. */
const longest = 2 ** 31 - 1;

/** The real one. Who is told looks at the time: the clock may have been set meanwhile. */
export const flowClock: FlowClock = {
  now: () => Date.now(),
  timer(at, fire) {
    const handle = setTimeout(fire, Math.min(Math.max(at - Date.now(), 0), longest));
    return () => clearTimeout(handle);
  },
};
