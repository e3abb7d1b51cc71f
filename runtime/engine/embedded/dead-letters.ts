import type { FailureClass } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import { type DeadLetter, EngineRefusal, type StepRecord } from "../port.ts";
import type { Clock } from "./clock.ts";
import { crashPoint } from "./crash-point.ts";
import type { JsonCodec } from "./json-codec.ts";
import { LiveRun } from "./live-run.ts";
import { type Entry, readEntry, stepRecord } from "./program/entry.ts";
import { redriveWrites } from "./redrive.ts";
import type { Scheduler } from "./scheduler.ts";
import type { DeadLetterRow, Store } from "./store/port.ts";
import { runId } from "./store/run-id.ts";

/**
 * Runs that a person must decide about. Owns: listing, redrive, discard.
 *
 * 1. A letter is closed once: redriven or discarded, with an audit record in the same commit.
 * 2. A closed letter keeps its steps as they were; an open one shows the run's own.
 * 3. Whatever is done, the lane is released or kept as the run's new state says.
 */
export class DeadLetters {
  readonly #store: Store;
  readonly #scheduler: Scheduler;
  readonly #clock: Clock;
  readonly #json: JsonCodec;
  /** Letters somebody is deciding about at this moment. */
  readonly #claimed = new Set<number>();

  constructor(store: Store, scheduler: Scheduler, clock: Clock, json: JsonCodec) {
    this.#store = store;
    this.#scheduler = scheduler;
    this.#clock = clock;
    this.#json = json;
  }

  async list(query: {
    readonly state?: DeadLetter["state"];
    readonly route?: string;
    readonly limit: number;
    readonly after?: string;
  }): Promise<readonly DeadLetter[]> {
    const rows = await this.#store.read(
      "deadLetters",
      query.state ?? null,
      query.route ?? null,
      Number(query.after ?? 0),
      query.limit,
    );
    return Promise.all(rows.map((row) => this.#letter(row)));
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    const row = await this.#row(id);
    return row === undefined ? undefined : this.#letter(row);
  }

  async redrive(id: string, from: "step" | "start"): Promise<string> {
    return this.#deciding(id, async (row, entries) => {
      const steps = JSON.stringify(this.#records(entries));
      this.#scheduler.announce();
      const writes = redriveWrites(row, entries, from);
      await this.#store
        .write([["redrive", row.number, row.seq, steps, from, this.#clock.now()], ...writes])
        .catch((error: unknown) => {
          this.#scheduler.withdraw();
          throw error;
        });
      crashPoint("redriven");
      const run = new LiveRun(row);
      this.#scheduler.enqueue(run, true);
      return run.id;
    });
  }

  async discard(id: string, reason: string): Promise<void> {
    await this.#deciding(id, async (row, entries) => {
      await this.#store.write([
        ["discard", row.number, row.seq, JSON.stringify(this.#records(entries)), reason, this.#clock.now()],
      ]);
      crashPoint("discarded");
      this.#scheduler.release({ seq: row.seq, route: row.route, lane: row.lane ?? undefined });
    });
  }

  async #deciding<T>(
    id: string,
    decide: (row: DeadLetterRow, entries: readonly Entry[]) => Promise<T>,
  ): Promise<T> {
    const number = Number(id);
    if (this.#claimed.has(number))
      throw new EngineRefusal("conflict", `Dead letter ${id} is being decided about.`);
    this.#claimed.add(number);
    try {
      const row = await this.#row(id);
      if (row === undefined) throw new EngineRefusal("unknown", `There is no dead letter ${id}.`);
      if (row.state !== "open")
        throw new EngineRefusal("conflict", `Dead letter ${id} is already ${row.state}.`);
      return await decide(row, (await this.#store.read("steps", row.seq)).map(readEntry));
    } finally {
      this.#claimed.delete(number);
    }
  }

  async #row(id: string): Promise<DeadLetterRow | undefined> {
    return /^\d{1,15}$/.test(id) ? this.#store.read("deadLetter", Number(id)) : undefined;
  }

  async #letter(row: DeadLetterRow): Promise<DeadLetter> {
    const steps =
      row.steps === null
        ? this.#records((await this.#store.read("steps", row.seq)).map(readEntry))
        : (JSON.parse(row.steps) as StepRecord[]);
    return {
      id: String(row.number),
      run: runId(row.seq, row.token),
      route: row.route,
      ...(row.lane === null ? {} : { lane: row.lane }),
      ...(row.owner === null ? {} : { owner: row.owner }),
      at: row.at,
      // As `endInDeadLetter` wrote it.
      class: row.class as FailureClass,
      error: row.error,
      ...(row.step === null ? {} : { step: row.step }),
      ...(row.file === null ? {} : { file: row.file }),
      ...(row.line === null ? {} : { line: row.line }),
      input: this.#json.parse(row.input) as Json,
      steps,
      state: row.state,
    };
  }

  #records(entries: readonly Entry[]): readonly StepRecord[] {
    return entries.map((entry) => stepRecord(entry, this.#json.parse));
  }
}
