import type { Clock } from "../run/clock.ts";
import type { SharedStore } from "../store/shared-port.ts";
import type { Kicks } from "./kicks.ts";
import { keyOf, targetOf } from "./target.ts";

/** How often, and how late a run must be before its kick is taken for lost; milliseconds. */
const everyMs = 2_000;
const lateMs = 5_000;
/** What was kicked is left alone for so long: it may only wait for its turn. */
const againMs = 30_000;
const most = 500;

/**
 * Kicks what should have moved and has not: whoever wrote it died before Restate was told, or Restate was away. Each replica does so for
 * the routes of its build; that several do is one kick too many, which does nothing.
 */
export class Sweep {
  readonly #store: SharedStore;
  readonly #kicks: Kicks;
  readonly #clock: Clock;
  readonly #routes: () => readonly string[];
  readonly #kicked = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: SharedStore, kicks: Kicks, clock: Clock, routes: () => readonly string[]) {
    this.#store = store;
    this.#kicks = kicks;
    this.#clock = clock;
    this.#routes = routes;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#sweep(lateMs).catch(() => undefined), everyMs);
    void this.#sweep(0).catch(() => undefined);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #sweep(late: number): Promise<void> {
    const now = this.#clock.now();
    for (const [key, at] of this.#kicked) if (now - at > againMs) this.#kicked.delete(key);
    for (const { route, lane, seq } of await this.#store.read("overdue", this.#routes(), now - late, most)) {
      const target = targetOf({ route, lane: lane ?? undefined, seq });
      const key = `${route} ${keyOf(target)}`;
      if (this.#kicked.has(key)) continue;
      await this.#kicks.send(target);
      this.#kicked.set(key, now);
    }
  }
}
