import type { Clock } from "../run/clock.ts";
import type { LiveRow } from "../store/port.ts";
import type { SharedStore } from "../store/shared-port.ts";
import type { Kicks } from "./kicks.ts";
import { keyOf, targetOf } from "./target.ts";

/** How often, and how late a run must be before its kick is taken for lost; milliseconds. */
const everyMs = 2_000;
const lateMs = 5_000;
/** How often those are kicked too that a process has begun: should Restate have forgotten them, nobody else would. Milliseconds. */
const begunEveryMs = 60_000;
/** What was kicked is left alone for so long: it may only wait for its turn. */
const againMs = 30_000;
const most = 500;

/**
 * Kicks what should have moved and has not: whoever wrote it died before Restate was told, or Restate was away, or lost its disk. Each replica does so for
 * the routes of its build; that several do is one kick too many, which does nothing.
 */
export class Sweep {
  readonly #store: SharedStore;
  readonly #kicks: Kicks;
  readonly #clock: Clock;
  readonly #routes: () => readonly string[];
  readonly #kicked = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;
  #begunAt = Number.NEGATIVE_INFINITY;

  constructor(store: SharedStore, kicks: Kicks, clock: Clock, routes: () => readonly string[]) {
    this.#store = store;
    this.#kicks = kicks;
    this.#clock = clock;
    this.#routes = routes;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#begin(lateMs), everyMs);
    this.#begin(0);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** One at a time: an answer may take longer than the time between two. */
  #begin(late: number): void {
    this.#sweeping ??= this.#sweep(late)
      .catch(() => undefined)
      .finally(() => (this.#sweeping = undefined));
  }

  async #sweep(late: number): Promise<void> {
    const now = this.#clock.now();
    for (const [key, at] of this.#kicked) if (now - at > againMs) this.#kicked.delete(key);
    for (const row of await this.#late(now, now - late)) {
      const target = targetOf({ ...row, lane: row.lane ?? undefined });
      const key = `${target.route} ${keyOf(target)}`;
      if (this.#kicked.has(key)) continue;
      const sent = await this.#kicks.send(target).then(
        () => true,
        () => false,
      );
      if (sent) this.#kicked.set(key, now);
      else if (this.#kicks.away) return;
    }
  }

  async #late(now: number, before: number): Promise<readonly LiveRow[]> {
    const routes = this.#routes();
    const overdue = await this.#store.read("overdue", routes, before, most);
    if (now - this.#begunAt < begunEveryMs) return overdue;
    this.#begunAt = now;
    return [...overdue, ...(await this.#store.read("begun", routes, most))];
  }
}
