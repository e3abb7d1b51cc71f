import type { Schedule } from "../../../schedule/port.ts";
import { crashPoint } from "../../crash-point.ts";
import type { ScheduleRow } from "../../store/port.ts";
import { type Feeding, isOverSomeDay, retryMs } from "../feeding.ts";
import { due } from "./table.ts";

/** How long at most until a tick is tried again that can not be made a run, milliseconds: a person must put that right. */
const longestRetryMs = 300_000;

/**
 * One time table. Owns: the last tick that was dealt with.
 *
 * 1. A tick's run and the record that it is dealt with are one commit: a tick is one run, whenever the process dies.
 * 2. The last tick only moves on: a clock set back repeats nothing, a clock set forward brings what it passes over, as missed.
 * 3. Ticks become runs in their order. One that can not be made a run, which is a mistake of a program, holds up those behind it: it
 *    is told, and tried again less and less often.
 */
export class Ticker {
  readonly route: string;
  readonly schedule: Schedule;
  readonly #options: Feeding;
  readonly #build: string;
  #row: ScheduleRow;
  #moving: Promise<void> | undefined;
  #cancel: () => void = () => undefined;
  #waiting = false;
  #stopped = false;
  /** How often in a row a tick could not be made a run. */
  #mistakes = 0;

  constructor(row: ScheduleRow, schedule: Schedule, build: string, options: Feeding) {
    this.route = row.name;
    this.schedule = schedule;
    this.#row = row;
    this.#build = build;
    this.#options = options;
  }

  get busy(): boolean {
    return this.#moving !== undefined && !this.#waiting;
  }

  get row(): ScheduleRow {
    return this.#row;
  }

  start(): void {
    if (this.#stopped || this.#moving !== undefined) return;
    this.#moving = this.#move().finally(() => (this.#moving = undefined));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#moving;
  }

  async #move(): Promise<void> {
    const { clock } = this.#options;
    try {
      let more = true;
      while (more && !this.#stopped) more = await this.#catchUp(clock.now());
      const next = this.schedule.next(this.#row.tick);
      if (next !== undefined) this.#wakeAt(next);
    } catch (error) {
      // What became a run is recorded, the rest is still due.
      await this.#reload().catch(() => undefined);
      this.#wakeAt(clock.now() + this.#retryAfter(error));
    }
  }

  /** Milliseconds. */
  #retryAfter(why: unknown): number {
    if (isOverSomeDay(why)) return retryMs;
    const delayMs = Math.min(retryMs * 2 ** this.#mistakes, longestRetryMs);
    this.#mistakes += 1;
    process.emitWarning(
      `A tick of ${this.route} could not be made a run (${String(why)}). It is tried again in ${delayMs / 1_000} s.`,
      { code: "WAYBILL_TICK_REFUSED" },
    );
    return delayMs;
  }

  async #catchUp(now: number): Promise<boolean> {
    const { store, intake } = this.#options;
    const { ticks, last, skipped, more } = due(this.schedule, this.#row, now);
    for (const one of ticks) {
      while (this.#options.room(this.route) <= 0 && !this.#stopped) await this.#roomMade();
      if (this.#stopped) return false;
      await intake.accept(this.schedule.accept(one.tick), this.#build, [
        ["ticked", this.route, this.#row.tick, one.tick, one.skipped],
      ]);
      crashPoint("ticked");
      this.#mistakes = 0;
      this.#row = { ...this.#row, tick: one.tick, skipped: this.#row.skipped + one.skipped };
    }
    if (last > this.#row.tick) {
      await store.write([["ticked", this.route, this.#row.tick, last, skipped]]);
      this.#row = { ...this.#row, tick: last, skipped: this.#row.skipped + skipped };
    }
    return more;
  }

  async #roomMade(): Promise<void> {
    this.#waiting = true;
    await new Promise<void>((resolve) => {
      this.#cancel = resolve;
      this.#options.whenRoom(resolve);
    });
    this.#waiting = false;
  }

  #wakeAt(at: number): void {
    if (this.#stopped) return;
    const { timers } = this.#options;
    this.#cancel = timers.add(at, () => this.start());
  }

  async #reload(): Promise<void> {
    const rows = await this.#options.store.read("schedules");
    this.#row = rows.find(({ name }) => name === this.route) ?? this.#row;
  }
}
