import type { System } from "../contract/system.ts";

/** What a wait uses; a scenario gives a virtual one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Waits its turn, then gives what ends the turn. */
export type Gate = (signal: AbortSignal) => Promise<() => void>;

/**
 * A system's rate and concurrency limits, shared by all routes of this process: a token bucket, then a queue.
 *
 * Invariants:
 * 1. At most `concurrency` turns are open at a time.
 * 2. In any second at most `burst + ratePerSecond` turns begin.
 * 3. Turns are given in the order they were asked for.
 */
export function systemGate(limits: System["limits"], clock: Clock): Gate {
  const slots = semaphore(limits?.concurrency ?? Number.POSITIVE_INFINITY);
  const bucket =
    limits?.ratePerSecond === undefined ? undefined : tokenBucket(limits.ratePerSecond, limits.burst, clock);
  return async (signal) => {
    signal.throwIfAborted();
    const release = await slots(signal);
    try {
      await bucket?.(signal);
      // Given up in the same moment: a request that is sent and aborted at once could not be told from one that was taken.
      signal.throwIfAborted();
    } catch (error) {
      release();
      throw error;
    }
    return release;
  };
}

/** One waits for the next free moment, the others behind it: who gives up in the queue has taken no moment from anybody. */
function tokenBucket(
  ratePerSecond: number,
  burst: number | undefined,
  clock: Clock,
): (signal: AbortSignal) => Promise<void> {
  const interval = 1000 / ratePerSecond;
  const allowance = Math.max((burst ?? 1) - 1, 0) * interval;
  const first = semaphore(1);
  let free = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const next = await first(signal);
    try {
      const now = clock.now();
      const own = Math.max(free, now - allowance - interval) + interval;
      if (own > now) await clock.sleep(own - now, signal);
      free = own;
    } finally {
      next();
    }
  };
}

function semaphore(size: number): Gate {
  let open = 0;
  const waiting: (() => void)[] = [];
  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else open -= 1;
  }
  return async (signal) => {
    if (open < size) open += 1;
    else await turn(signal);
    let done = false;
    return () => {
      if (!done) release();
      done = true;
    };
  };

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.push(take);
    });
  }
}
