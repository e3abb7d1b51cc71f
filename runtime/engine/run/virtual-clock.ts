import type { Clock } from "./clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * Time that passes only when told to.
 *
 * 1. Timers fire in order of their time, and in order of setting where that is equal.
 * 2. While a timer fires, `now()` is its time.
 * 3. Before each timer, and after the last, all attached engines have settled.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];
  #sleepers = 0;
  readonly #attached = new Set<() => Promise<void>>();

  /** `start` in milliseconds since the epoch. */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  get sleepers(): number {
    return this.#sleepers;
  }

  now(): number {
    return this.#now;
  }

  timer(at: number, fire: () => void): () => void {
    const timer: Timer = { at, order: this.#order++, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** For what is simulated inside an effect: waits without keeping the engines from settling. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#sleepers += 1;
    try {
      await new Promise<void>((resolve) => {
        const cancel = this.timer(this.#now + ms, resolve);
        signal?.addEventListener("abort", () => (cancel(), resolve()), { once: true });
      });
    } finally {
      this.#sleepers -= 1;
    }
  }

  attach(settled: () => Promise<void>): () => void {
    this.#attached.add(settled);
    return () => this.#attached.delete(settled);
  }

  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#settled();
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      const due = next;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.fire();
      await this.#settled();
    }
    this.#now = until;
  }

  #next(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > until) continue;
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order))
        next = timer;
    }
    return next;
  }

  async #settled(): Promise<void> {
    for (const settled of this.#attached) await settled();
  }
}
