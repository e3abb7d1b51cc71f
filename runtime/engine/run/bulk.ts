import { type BulkOrder, type BulkProgress, type DeadLetterFilter, EngineRefusal } from "../port.ts";
import type { LetterHead, Store, Write } from "../store/port.ts";
import type { Clock } from "./clock.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Random } from "./random.ts";
import type { Timers } from "./timers.ts";

export interface BulkOptions {
  readonly store: Store;
  readonly letters: DeadLetters;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
}

const page = 500;
/** So many refusals are told one by one. */
const told = 100;
/** Letters a second, where nobody says: what a system that was down a moment ago can bear. */
const defaultRate = 10;

/** Where other processes read how far an order is, and how often that is written; milliseconds. */
const area = "bulk";
const noteEveryMs = 1_000;
/** An order of which nothing was written for so long, and ten letters' time, has lost its process. */
const silentMs = 60_000;
const keptMs = 86_400_000;

/** As a note. */
interface Noted {
  readonly progress: BulkProgress;
  /** Ms since the epoch. */
  readonly at: number;
  readonly silentMs: number;
}

/**
 * Many dead letters at a time. Owns: the orders under way. Not: a letter's redrive, which is what it is for one alone.
 *
 * 1. Each letter is decided by itself, with its own audit record; the order has one too. A process that dies leaves the rest open. How far
 *    an order is every process can tell, up to a second late.
 * 2. Letters go in the order in which they came to be, so many a second and no more.
 * 3. What a person must look at is passed over and told: a step that may have had its effect and can not be repeated.
 * 4. A dry run only counts.
 */
export class Bulk {
  readonly #store: Store;
  readonly #letters: DeadLetters;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #random: Random;
  readonly #orders = new Map<string, BulkProgress>();
  #stopped = false;

  constructor({ store, letters, clock, timers, random }: BulkOptions) {
    this.#store = store;
    this.#letters = letters;
    this.#clock = clock;
    this.#timers = timers;
    this.#random = random;
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
    const id = this.#random.token();
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
      this.#note(progress, order),
      ...(await this.#forgotten()),
    ]);
    this.#orders.set(id, progress);
    // What came to be after the count was not meant.
    void this.#work(id, filter, order, build, last);
    return progress;
  }

  async progress(id: string): Promise<BulkProgress | undefined> {
    const own = this.#orders.get(id);
    if (own !== undefined) return own;
    const noted = (await this.#noted()).get(id);
    if (noted === undefined) return undefined;
    const { progress, at, silentMs: silent } = noted;
    const lost = progress.state === "running" && this.#clock.now() - at > silent;
    return lost ? { ...progress, state: "stopped" } : progress;
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
    let notedAt = this.#clock.now();
    try {
      for await (const { number } of this.#matching(filter)) {
        if (number > last || this.#stopped) break;
        await this.#one(id, String(number), order, build);
        if (this.#clock.now() - notedAt >= noteEveryMs) {
          notedAt = this.#clock.now();
          await this.#write(id, order);
        }
        await new Promise<void>((resolve) =>
          this.#timers.add(this.#clock.now() + 1_000 / (order.ratePerSecond ?? defaultRate), resolve),
        );
      }
    } catch {
      // The store refuses: what is left is open, and the order can be given again.
      state = "stopped";
    }
    this.#change(id, () => ({ state: this.#stopped ? "stopped" : state }));
    // Without the last note it counts as stopped after a while, which says less than is known and nothing wrong.
    await this.#write(id, order).catch(() => undefined);
  }

  async #write(id: string, order: BulkOrder): Promise<void> {
    const progress = this.#orders.get(id);
    if (progress !== undefined) await this.#store.write([this.#note(progress, order)]);
  }

  #note(progress: BulkProgress, { ratePerSecond = defaultRate }: BulkOrder): Write {
    const noted: Noted = {
      progress,
      at: this.#clock.now(),
      silentMs: Math.max(silentMs, 10_000 / ratePerSecond),
    };
    return ["note", area, progress.id, JSON.stringify(noted)];
  }

  async #noted(): Promise<ReadonlyMap<string, Noted>> {
    const notes = await this.#store.read("notes", area);
    // As `#note` wrote them.
    return new Map(notes.map(([id, text]) => [id, JSON.parse(text) as Noted]));
  }

  async #forgotten(): Promise<readonly Write[]> {
    const before = this.#clock.now() - keptMs;
    const old = [...(await this.#noted())].filter(([, { at }]) => at < before);
    return old.map(([id]) => ["note", area, id, null]);
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
