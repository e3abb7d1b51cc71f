import type { RunState, RunSummary, StepRecord } from "../port.ts";
import type { JsonCodec } from "./json-codec.ts";
import { readEntry, stepRecord } from "./program/entry.ts";
import type { Scheduler } from "./scheduler.ts";
import type { RunRow, Store } from "./store/port.ts";
import { parseRunId, runId } from "./store/run-id.ts";

/** What can be asked about runs: all of it from the store, with what memory knows about the moving ones laid over it. */
export class Queries {
  readonly #store: Store;
  readonly #scheduler: Scheduler;
  readonly #json: JsonCodec;

  constructor(store: Store, scheduler: Scheduler, json: JsonCodec) {
    this.#store = store;
    this.#scheduler = scheduler;
    this.#json = json;
  }

  async run(id: string): Promise<RunSummary | undefined> {
    const row = await this.#row(id);
    return row === undefined ? undefined : this.#summary(row);
  }

  async find(key: string, limit: number): Promise<readonly RunSummary[]> {
    const [byKey, byId] = await Promise.all([this.#store.read("find", key, limit), this.#row(key)]);
    const rows = byId === undefined || byKey.some((row) => row.seq === byId.seq) ? byKey : [...byKey, byId];
    return rows
      .toSorted((one, other) => one.seq - other.seq)
      .slice(0, limit)
      .map((row) => this.#summary(row));
  }

  async history(id: string): Promise<readonly StepRecord[]> {
    const row = await this.#row(id);
    if (row === undefined) return [];
    const rows = await this.#store.read("steps", row.seq);
    return rows.map((step) => stepRecord(readEntry(step), this.#json.parse));
  }

  async #row(id: string): Promise<RunRow | undefined> {
    const parsed = parseRunId(id);
    if (parsed === undefined) return undefined;
    const row = await this.#store.read("run", parsed.seq);
    return row?.token === parsed.token ? row : undefined;
  }

  #summary(row: RunRow): RunSummary {
    const state: RunState = row.state ?? (this.#scheduler.isMoving(row.seq) ? "running" : "waiting");
    return {
      run: runId(row.seq, row.token),
      route: row.route,
      build: row.build,
      ...(row.lane === null ? {} : { lane: row.lane }),
      state,
      ...(row.outcome === null ? {} : { outcome: row.outcome }),
      acceptedAt: row.acceptedAt,
      updatedAt: row.endedAt ?? row.acceptedAt,
      // As `endInDeadLetter` wrote it.
      ...(row.error === null ? {} : { error: JSON.parse(row.error) as NonNullable<RunSummary["error"]> }),
    };
  }
}
