import type { Clock } from "./clock.ts";
import type { Store } from "./store/port.ts";

const everyMs = 60 * 60 * 1_000;
const atATime = 500;

/** Removes finished runs after their time, a few at a time so that nobody waits for it. Open dead letters are kept. */
export class Retention {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keepMs: number | undefined;
  #cancel: () => void = () => undefined;

  constructor(store: Store, clock: Clock, keepMs: number | undefined) {
    this.#store = store;
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  start(): void {
    if (this.#keepMs === undefined) return;
    const keepMs = this.#keepMs;
    this.#cancel = this.#clock.timer(this.#clock.now() + everyMs, () => {
      // A refused purge is tried again in an hour.
      this.#store.write([["purge", this.#clock.now() - keepMs, atATime]]).catch(() => undefined);
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }
}
