/** Time as the engine sees it: the only source of it, so that scenarios run on a virtual one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fire` once `now()` has reached `at`, never before this call returns. Answers how to call it off. */
  timer(at: number, fire: () => void): () => void;
  /** How many parties outside the engine wait for this clock inside an effect (a simulated system that is slow): they are no movement. */
  readonly sleepers?: number;
  /** A virtual clock waits for each attached engine to settle before it fires the next timer. Answers how to detach. */
  attach?(settled: () => Promise<void>): () => void;
}

/** A timer looks at the clock this often, so that one that is set forward is noticed; `setTimeout` itself counts what passes, not what the clock says. Milliseconds. */
const longest = 60_000;

export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  timer(at: number, fire: () => void): () => void {
    let handle: NodeJS.Timeout;
    const set = (): void => {
      handle = setTimeout(
        () => (Date.now() < at ? set() : fire()),
        Math.min(Math.max(at - Date.now(), 0), longest),
      );
    };
    set();
    return () => clearTimeout(handle);
  }
}
