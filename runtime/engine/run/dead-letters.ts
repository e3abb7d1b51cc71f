import type { FailureClass } from "../../contract/failure.ts";
import { crashPoint } from "../crash-point.ts";
import {
  type DeadLetter,
  type Decision,
  EngineRefusal,
  type RedriveOptions,
  type StepRecord,
} from "../port.ts";
import type { DeadLetterRow, RunRow, Store } from "../store/port.ts";
import { runId } from "../store/run-id.ts";
import type { Clock } from "./clock.ts";
import { type JsonCodec, readable } from "./json-codec.ts";
import type { Movement } from "./movement.ts";
import { type Entry, readEntry, stepRecord } from "./program/entry.ts";
import { redriven, reopenWrites, repeated } from "./redrive.ts";
import { giveUp, MovedOn, revive, unwaited } from "./stopped.ts";

/**
 * Runs that a person must decide about. Owns: listing, redrive, discard.
 *
 * 1. A letter is closed once: redriven or discarded, with an audit record in the same commit.
 * 2. A closed letter keeps its steps as they were; an open one shows the run's own.
 * 3. Whatever is done, the lane is released or kept as the run's new state says.
 * 4. An effect that nothing could tell from its repetition is not repeated from the start, unless a person insists and says why.
 */
export class DeadLetters {
  readonly #store: Store;
  readonly #movement: Movement;
  readonly #clock: Clock;
  readonly #json: JsonCodec;
  /** Letters somebody is deciding about at this moment. */
  readonly #claimed = new Set<number>();

  constructor(store: Store, movement: Movement, clock: Clock, json: JsonCodec) {
    this.#store = store;
    this.#movement = movement;
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

  /** `careful`: nothing is decided here about a step whose effect may have happened and can not be repeated (bulk). */
  async redrive(
    id: string,
    { from, by, reason, force = false }: RedriveOptions,
    build: string,
    careful = false,
  ): Promise<string> {
    return this.#deciding(id, async (row, run, entries) => {
      const again = redriven(entries, row.step, from);
      const twice = repeated(entries, again, careful ? "start" : from);
      if (twice.length > 0 && (!force || reason === undefined)) throw repeats(id, twice);
      const steps = JSON.stringify(recordsOf(entries, this.#json));
      const audit = [this.#clock.now(), "redrive", `deadletter:${id}`, by] as const;
      const said = [`from ${from}`, ...(twice.length > 0 ? [`repeats ${twice.join(", ")}`] : []), reason];
      // From the start it is this build's; from a step it goes on where the old one was, if it can.
      const as = from === "start" ? build : row.build;
      const revived = await revive({ store: this.#store, movement: this.#movement }, run, {
        build: as,
        asked: run.asked,
        audit: [...audit, said.filter(Boolean).join(": ")],
        also: [["closeLetter", row.number, "redriven", steps], ...reopenWrites(row.seq, entries, again)],
        what: `The run of dead letter ${id}`,
      });
      crashPoint("redriven");
      return revived.id;
    });
  }

  async discard(id: string, { by, reason = "not given" }: Decision): Promise<void> {
    await this.#deciding(id, async (row, run, entries) => {
      const at = this.#clock.now();
      const steps = JSON.stringify(recordsOf(entries, this.#json));
      await giveUp({ store: this.#store, movement: this.#movement }, run, {
        reason: `${by}: ${reason}`,
        at,
        also: [
          ["closeLetter", row.number, "discarded", steps],
          ...unwaited(row.seq, entries),
          ["audit", at, "discard", `deadletter:${id}`, by, reason],
        ],
        what: `The run of dead letter ${id}`,
      });
      crashPoint("discarded");
    });
  }

  async #deciding<T>(
    id: string,
    decide: (row: DeadLetterRow, run: RunRow, entries: readonly Entry[]) => Promise<T>,
  ): Promise<T> {
    const number = Number(id);
    if (this.#claimed.has(number))
      throw new EngineRefusal("conflict", `Dead letter ${id} is being decided about.`);
    this.#claimed.add(number);
    try {
      const row = await this.#open(id);
      // First: what another does meanwhile ends this run's stand, which the write is refused for.
      const run = await this.#store.read("run", row.seq);
      const entries = (await this.#store.read("steps", row.seq)).map(readEntry);
      if (run === undefined) throw unknown(id);
      return await decide(row, run, entries);
    } catch (error) {
      // Another process was first: what it did is told.
      if (error instanceof MovedOn) await this.#open(id);
      throw error;
    } finally {
      this.#claimed.delete(number);
    }
  }

  async #open(id: string): Promise<DeadLetterRow> {
    const row = await this.#row(id);
    if (row === undefined) throw unknown(id);
    if (row.state === "open") return row;
    const [word] = await this.#store.read("audit", `deadletter:${id}`, 1);
    const who = word?.by ?? (await this.#store.read("audit", runId(row.seq, row.token), 1))[0]?.by;
    const by = who === undefined ? "" : `, by ${who}`;
    throw new EngineRefusal("conflict", `Dead letter ${id} is already ${row.state}${by}.`);
  }

  async #row(id: string): Promise<DeadLetterRow | undefined> {
    return /^\d{1,15}$/.test(id) ? this.#store.read("deadLetter", Number(id)) : undefined;
  }

  async #letter(row: DeadLetterRow): Promise<DeadLetter> {
    const steps =
      row.steps === null
        ? recordsOf((await this.#store.read("steps", row.seq)).map(readEntry), this.#json)
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
      input: readable(row.input, this.#json),
      steps,
      state: row.state,
    };
  }
}

export function recordsOf(entries: readonly Entry[], json: JsonCodec): readonly StepRecord[] {
  return entries.map((entry) => stepRecord(entry, (text) => readable(text, json)));
}

function unknown(id: string): EngineRefusal {
  return new EngineRefusal("unknown", `There is no dead letter ${id}.`);
}

function repeats(id: string, steps: readonly string[]): EngineRefusal {
  return new EngineRefusal(
    "conflict",
    `Dead letter ${id} would do ${steps.join(", ")} a second time, which nothing could tell from the first. With force and a reason it is done.`,
  );
}
