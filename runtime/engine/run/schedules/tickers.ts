import type { Schedule, ScheduleState, Schedules } from "../../../schedule/port.ts";
import type { Program } from "../../port.ts";
import type { Feeding } from "../feeding.ts";
import { Ticker } from "./ticker.ts";

/** The time tables of a build. Owns: which there are. One whose route is gone is remembered and does nothing. */
export class Tickers implements Schedules {
  readonly #options: Feeding;
  #tickers: readonly Ticker[] = [];

  constructor(options: Feeding) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#tickers.some((ticker) => ticker.busy);
  }

  async serve(build: string, programs: readonly Program[]): Promise<void> {
    await this.stop();
    const { store, clock } = this.#options;
    const tables = programs.flatMap(({ route, schedule }) => (schedule ? [{ route, schedule }] : []));
    if (tables.length === 0) {
      this.#tickers = [];
      return;
    }
    const now = clock.now();
    await store.write(tables.map(({ route, schedule }) => ["schedule", route, textOf(schedule), now]));
    const rows = new Map((await store.read("schedules")).map((row) => [row.name, row]));
    this.#tickers = tables.flatMap(({ route, schedule }) => {
      const row = rows.get(route);
      return row ? [new Ticker(row, schedule, build, this.#options)] : [];
    });
  }

  start(): void {
    for (const ticker of this.#tickers) ticker.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#tickers.map((ticker) => ticker.stop()));
  }

  async list(count: number): Promise<readonly ScheduleState[]> {
    return this.#tickers
      .map(({ route, schedule, row }): ScheduleState => {
        const { cron, zone, missed } = schedule;
        return {
          route,
          cron,
          zone,
          missed,
          upTo: row.tick,
          next: nextTicks(schedule, row.tick, count),
          skipped: row.skipped,
        };
      })
      .toSorted((one, other) => (one.route < other.route ? -1 : 1));
  }
}

/** What makes it another time table: `missed` may change without what passed being forgotten. */
function textOf({ cron, zone }: Schedule): string {
  return `${cron} ${zone}`;
}

function nextTicks(schedule: Schedule, after: number, count: number): number[] {
  const ticks: number[] = [];
  for (
    let next = schedule.next(after);
    next !== undefined && ticks.length < count;
    next = schedule.next(next)
  )
    ticks.push(next);
  return ticks;
}
