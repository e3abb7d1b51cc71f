import type { Clock } from "../../runtime/engine/run/clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** The machine's clock: it outlives the process, and somebody may set it. */
export class MachineClock {
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }
}

/**
 * A process's view of the machine's clock. Like an operating system's, its timers count time that passes, not what the clock shows,
 * so a jump neither fires nor delays them; then, as `RealClock`, they look whether the clock has come so far.
 */
export class ProcessClock implements Clock {
  readonly #machine: MachineClock;
  #timers: Timer[] = [];
  #order = 0;
  #gone = false;

  constructor(machine: MachineClock) {
    this.#machine = machine;
  }

  now(): number {
    return this.#machine.now();
  }

  timer(at: number, fire: () => void): () => void {
    const timer = { at, order: this.#order++, fire };
    if (!this.#gone) this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** When the next timer is due; undefined where there is none. */
  get next(): number | undefined {
    return this.#first()?.at;
  }

  /** Lets time pass until the first timer is due, and fires all that are. */
  tick(): void {
    const first = this.#first();
    if (first === undefined) return;
    this.#machine.set(Math.max(this.#machine.now(), first.at));
    for (let due = this.#first(); due !== undefined && due.at <= this.now(); due = this.#first()) {
      const fired = due;
      this.#timers = this.#timers.filter((one) => one !== fired);
      fired.fire();
    }
  }

  /** The process is gone. */
  kill(): void {
    this.#gone = true;
    this.#timers = [];
  }

  #first(): Timer | undefined {
    return this.#timers.reduce<Timer | undefined>(
      (first, timer) =>
        first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)
          ? timer
          : first,
      undefined,
    );
  }
}
