import type { Share } from "./arrivals.ts";

/** What a system has not yet been given, and how long until it has. Milliseconds; messages a second. */
export interface Backlog {
  readonly peak: number;
  readonly lastingMs: number;
  /** Calls that wait when it is at its largest. */
  readonly size: number;
  /** How long the last of them waits. */
  readonly waitMs: number;
  /** How long until it is gone, while the ordinary day goes on. Infinite where that alone is as much as the system takes. */
  readonly drainMs: number;
}

/** All peaks begin at once and each lasts its own time. Undefined where the system takes it, or where nobody says how long it lasts. */
export function backlogAfterPeak(shares: readonly Share[], limit: number): Backlog | undefined {
  const ends = [...new Set(shares.map(({ lastingMs }) => lastingMs))]
    .filter((ms) => ms > 0)
    .sort((a, b) => a - b);
  let waiting = 0;
  let most = { waiting: 0, lastingMs: 0 };
  let since = 0;
  for (const end of ends) {
    const asked = shares.reduce(
      (sum, share) => sum + (share.lastingMs >= end ? share.peak : share.steady),
      0,
    );
    waiting = Math.max(0, waiting + ((asked - limit) * (end - since)) / 1_000);
    if (waiting > most.waiting) most = { waiting, lastingMs: end };
    since = end;
  }
  if (most.waiting === 0) return undefined;
  const peak = shares.reduce((sum, share) => sum + share.peak, 0);
  return drained(most.waiting, steadyOf(shares), limit, { peak, lastingMs: most.lastingMs });
}

/** All that came on an ordinary day while the system was down. */
export function backlogAfterOutage(shares: readonly Share[], limit: number, outageMs: number): Backlog {
  const steady = steadyOf(shares);
  return drained((steady * outageMs) / 1_000, steady, limit, { peak: steady, lastingMs: outageMs });
}

/** Messages a second, of all of them together. */
export function steadyOf(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.steady, 0);
}

function drained(
  size: number,
  steady: number,
  limit: number,
  of: Pick<Backlog, "peak" | "lastingMs">,
): Backlog {
  return {
    ...of,
    size: Math.ceil(size),
    waitMs: (size / limit) * 1_000,
    drainMs: steady >= limit ? Number.POSITIVE_INFINITY : (size / (limit - steady)) * 1_000,
  };
}
