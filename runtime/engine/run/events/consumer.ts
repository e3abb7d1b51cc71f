import type { Consumption } from "../../../events/port.ts";
import { crashPoint } from "../../crash-point.ts";
import type { ConsumerRow } from "../../store/port.ts";
import { type Feeding, isOverSomeDay, retryMs } from "../feeding.ts";
import type { Entry, EventLog } from "./log.ts";

export interface ConsumerOptions extends Feeding {
  readonly log: EventLog;
  /** Other processes have this group too, in the same store, and groups of their own. */
  readonly shared: boolean;
}

/** Events that go into one read and one commit. */
const batch = 128;

/**
 * One group: it takes the events of a type, in the order of the log, each into a run. Owns: how far it is.
 *
 * 1. A run and the position that says so are one commit: an event is taken once, whenever the process dies.
 * 2. Events are handed over in the order of their positions; the run's lane keeps those of one subject in order.
 * 3. It moves when something is published, when room is made, or after the store refused; it never asks in between.
 * 4. It never waits for a run: a dead letter holds its lane, not the group.
 * 5. An event that can not be read starts no run, and the group goes on behind it. So it does behind one that can not be made a run,
 *    which is a mistake of a program: it is told, audited in the commit that passes it, and taken by a replay once that is put right.
 */
export class Consumer {
  readonly group: string;
  readonly #options: ConsumerOptions;
  readonly #build: () => string;
  consumption: Consumption;
  #at: ConsumerRow;
  #stopListening: () => void;
  #moving: Promise<void> | undefined;
  #again = false;
  #waiting = false;
  #stopped = false;

  constructor(row: ConsumerRow, consumption: Consumption, build: () => string, options: ConsumerOptions) {
    this.group = row.name;
    this.consumption = consumption;
    this.#build = build;
    this.#options = options;
    this.#at = row;
    this.#stopListening = options.log.listen(consumption.type, () => this.wake());
  }

  /** Something happens without the clock. */
  get busy(): boolean {
    return this.#moving !== undefined;
  }

  wake(): void {
    this.#again = true;
    this.#go();
  }

  #go(): void {
    if (!this.#again || this.#stopped || this.#waiting || this.#moving !== undefined) return;
    this.#moving = this.#move().finally(() => {
      this.#moving = undefined;
      // Woken between its last look and now.
      this.#go();
    });
  }

  /** Resolves when nothing more is handed over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    await this.#moving;
  }

  /** Changes the group's position in the store while nothing is under way, then goes on from there. */
  async reposition(change: (row: ConsumerRow) => Promise<void>): Promise<void> {
    this.#stopped = true;
    await this.#moving;
    try {
      await change(this.#at);
    } finally {
      await this.#reload();
      this.#stopped = false;
      this.wake();
    }
  }

  async #move(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        if (this.#options.room(this.group) <= 0) return this.#waitFor((told) => this.#options.whenRoom(told));
        await this.#take();
      }
    } catch {
      // The store says why, where it matters (`Intake`). What it took and what it did not stands in it.
      const { clock, timers } = this.#options;
      this.#waitFor((told) => timers.add(clock.now() + retryMs, told));
    }
  }

  async #take(): Promise<void> {
    const { log } = this.#options;
    const entries = await log.after(this.consumption.type, this.#at.position, batch);
    if (entries.length === 0 || this.#stopped) return;
    this.#again ||= entries.length === batch;
    const taken = await (this.#options.shared ? this.#oneByOne(entries) : this.#atOnce(entries));
    crashPoint("consumed");
    const first = taken.findIndex(({ status }) => status === "rejected");
    const refused = taken[first];
    if (refused?.status !== "rejected") {
      const end = entries[taken.length - 1];
      if (end !== undefined) this.#at = { ...this.#at, position: end.position };
      return;
    }
    await this.#reload();
    const entry = entries[first];
    if (entry === undefined || isOverSomeDay(refused.reason)) throw refused.reason;
    await this.#passOver(entry, refused.reason);
  }

  /** What is handed over behind the first that is refused is refused with it: positions follow each other. */
  #atOnce(entries: readonly Entry[]): Promise<PromiseSettledResult<unknown>[]> {
    return Promise.allSettled(entries.map((entry, index) => this.#accept(entry, entries[index - 1])));
  }

  /**
   * Each once the one before is taken. Where another process takes that one first, what is behind it could follow on its position, but with
   * a number that is older: it would overtake in its lane.
   */
  async #oneByOne(entries: readonly Entry[]): Promise<PromiseSettledResult<unknown>[]> {
    const taken: PromiseSettledResult<unknown>[] = [];
    for (const [index, entry] of entries.entries()) {
      if (taken.at(-1)?.status === "rejected" || this.#stopped) break;
      taken.push(...(await Promise.allSettled([this.#accept(entry, entries[index - 1])])));
    }
    return taken;
  }

  /** Throws nothing at once: what was asked of the store before must be heard. */
  async #accept({ position, event }: Entry, before: Entry | undefined): Promise<unknown> {
    const { intake, store } = this.#options;
    const { name, position: at, replay, replayUntil } = this.#at;
    const delivery = position <= replayUntil ? { replay: String(replay) } : {};
    const consumed = ["consumed", name, before?.position ?? at, position] as const;
    if (event === undefined) return store.write([consumed]);
    return intake.accept(this.consumption.accept(event, delivery), this.#build(), [consumed]);
  }

  async #passOver({ position, event }: Entry, why: unknown): Promise<void> {
    const { clock, store } = this.#options;
    const { name, position: at } = this.#at;
    const error = why instanceof Error ? why.name : typeof why;
    const detail = JSON.stringify({ position: String(position), event: event?.id, error });
    await store.write([
      ["consumed", name, at, position],
      ["audit", clock.now(), "pass-over", `group:${name}`, "waybill", detail],
    ]);
    this.#at = { ...this.#at, position };
    this.#again = true;
    process.emitWarning(
      `Event ${position} could not be made a run of ${name} (${error}). It is passed over; a replay takes it again.`,
      { code: "WAYBILL_EVENT_PASSED_OVER" },
    );
  }

  async #reload(): Promise<void> {
    const rows = await this.#options.store.read("consumers");
    this.#at = rows.find((row) => row.name === this.group) ?? this.#at;
  }

  #waitFor(set: (told: () => void) => void): void {
    this.#again = true;
    this.#waiting = true;
    set(() => {
      this.#waiting = false;
      this.#go();
    });
  }
}
