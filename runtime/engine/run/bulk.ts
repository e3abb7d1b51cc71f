import { type BulkOrder, type BulkProgress, type DeadLetterFilter, EngineRefusal } from "../port.ts";
import type { LetterHead, Store } from "../store/port.ts";
import type { Clock } from "./clock.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Timers } from "./timers.ts";

const page = 500;
/** So many refusals are told one by one. */
const told = 100;
/** Letters a second, where nobody says: what a system that was down a moment ago can bear. */
const defaultRate = 10;

/**
 * Many dead letters at a time. Owns: the orders under way, in memory. Not: a letter's redrive, which is what it is for one alone.
 *
 * 1. Each letter is decided by itself, with its own audit record; the order has one too. A process that dies leaves the rest open.
 * 2. Letters go in the order in which they came to be, so many a second and no more.
 * 3. What a person must look at is passed over and told: a step that may have had its effect and can not be repeated.
 * 4. A dry run only counts.
 */
export class Bulk {
  readonly #store: Store;
  readonly #letters: DeadLetters;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #orders = new Map<string, BulkProgress>();
  #stopped = false;

  constructor(store: Store, letters: DeadLetters, clock: Clock, timers: Timers) {
    this.#store = store;
    this.#letters = letters;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Resolves when the order is known and its letters are counted. */
  async start(filter: DeadLetterFilter, order: BulkOrder, build: () => string): Promise<BulkProgress> {
    const counts = new Map<string, number>();
    let [matched, last] = [0, 0];
    for await (const letter of this.#matching(filter)) {
      matched += 1;
      last = letter.number;
      const kind = [letter.route, letter.class, letter.owner ?? "nobody"].join(" · ");
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const id = String(this.#orders.size + 1);
    const progress: BulkProgress = {
      id,
      action: order.action,
      matched,
      counts: Object.fromEntries(counts),
      done: 0,
      passedOver: [],
      state: order.dryRun === true ? "dry-run" : "running",
    };
    if (order.dryRun === true) return progress;
    const detail = `${JSON.stringify(filter)} of ${matched}: ${order.reason ?? "no reason given"}`;
    await this.#store.write([
      ["audit", this.#clock.now(), `${order.action} many`, `bulk:${id}`, order.by, detail],
    ]);
    this.#orders.set(id, progress);
    // What came to be after the count was not meant.
    void this.#work(id, filter, order, build, last);
    return progress;
  }

  progress(id: string): BulkProgress | undefined {
    return this.#orders.get(id);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #work(
    id: string,
    filter: DeadLetterFilter,
    order: BulkOrder,
    build: () => string,
    last: number,
  ): Promise<void> {
    let state: BulkProgress["state"] = "done";
    try {
      for await (const { number } of this.#matching(filter)) {
        if (number > last || this.#stopped) break;
        await this.#one(id, String(number), order, build);
        await new Promise<void>((resolve) =>
          this.#timers.add(this.#clock.now() + 1_000 / (order.ratePerSecond ?? defaultRate), resolve),
        );
      }
    } catch {
      // The store refuses: what is left is open, and the order can be given again.
      state = "stopped";
    }
    this.#change(id, () => ({ state: this.#stopped ? "stopped" : state }));
  }

  async #one(id: string, letter: string, order: BulkOrder, build: () => string): Promise<void> {
    try {
      if (order.action === "discard") await this.#letters.discard(letter, order);
      else await this.#letters.redrive(letter, { ...order, from: order.from ?? "step" }, build(), true);
      this.#change(id, ({ done }) => ({ done: done + 1 }));
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error;
      const why = { id: letter, reason: error.message };
      this.#change(id, ({ passedOver }) => ({ passedOver: [...passedOver, why].slice(0, told) }));
    }
  }

  #change(id: string, change: (progress: BulkProgress) => Partial<BulkProgress>): void {
    const progress = this.#orders.get(id);
    if (progress !== undefined) this.#orders.set(id, { ...progress, ...change(progress) });
  }

  /** Open ones, a page at a time. */
  async *#matching(filter: DeadLetterFilter): AsyncGenerator<LetterHead> {
    for (let after = 0; ; ) {
      const rows = await this.#store.read("letterHeads", "open", filter.route ?? null, after, page);
      yield* rows.filter((row) => isMeant(row, filter));
      if (rows.length < page) return;
      after = rows.at(-1)?.number ?? after;
    }
  }
}

function isMeant(row: LetterHead, filter: DeadLetterFilter): boolean {
  if (filter.class !== undefined && row.class !== filter.class) return false;
  if (filter.owner !== undefined && row.owner !== filter.owner) return false;
  return filter.since === undefined || row.at >= filter.since;
}
