import type { Clock } from "./clock.ts";

/** The speed of the last so many milliseconds is what the next are expected to have. */
const stretchMs = 10_000;

type Counts = ReadonlyMap<string, number>;

/**
 * How fast runs end, by route. Owns: the counts of the present stretch of `stretchMs` and of the one before. A route whose runs all
 * ended earlier takes no memory.
 */
export class Pace {
  readonly #clock: Clock;
  #from = 0;
  #now = new Map<string, number>();
  #before: Counts = new Map();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ended(route: string): void {
    this.#turn();
    this.#now.set(route, (this.#now.get(route) ?? 0) + 1);
  }

  /** Runs of the route that end in a millisecond, as of late; of all routes where none is named. 0 where none ended. */
  of(route?: string): number {
    this.#turn();
    const count = (of: Counts): number =>
      route === undefined ? of.values().reduce((sum, each) => sum + each, 0) : (of.get(route) ?? 0);
    const passed = Math.min(Math.max((this.#clock.now() - this.#from) / stretchMs, 0), 1);
    return (count(this.#now) + count(this.#before) * (1 - passed)) / stretchMs;
  }

  #turn(): void {
    const stretches = Math.floor((this.#clock.now() - this.#from) / stretchMs);
    if (stretches === 0) return;
    this.#before = stretches === 1 ? this.#now : new Map();
    this.#from = stretches === 1 ? this.#from + stretchMs : this.#clock.now();
    this.#now = new Map();
  }
}
