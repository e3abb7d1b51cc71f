import type { StepInfo } from "../../port.ts";
import type { JsonCodec } from "../json-codec.ts";
import { type Store, StoreError, type Write } from "../store/port.ts";
import type { Entry, Head } from "./entry.ts";

/**
 * The steps of one run. Owns: their entries, their positions, and what is not written yet. Not: retries, time.
 *
 * 1. A name is used once in an execution; a second use is a bug of the program.
 * 2. What is lazily recorded is written with the next durable write, before or with it, never after.
 * 3. `commit` resolves only after stable storage. While the disk refuses (full, read-only) it goes on trying: an effect that
 *    has happened must be recorded.
 */
export class Journal {
  readonly #seq: number;
  readonly #store: Store;
  readonly #pause: () => Promise<void>;
  readonly json: JsonCodec;
  readonly #entries: Map<string, Entry>;
  readonly #used = new Set<string>();
  #next: number;
  #lazy: Write[] = [];

  constructor(
    seq: number,
    store: Store,
    json: JsonCodec,
    pause: () => Promise<void>,
    entries: readonly Entry[],
  ) {
    this.#seq = seq;
    this.#store = store;
    this.#pause = pause;
    this.json = json;
    this.#entries = new Map(entries.map((entry) => [entry.head.name, entry]));
    this.#next = entries.reduce((next, entry) => Math.max(next, entry.position + 1), 0);
  }

  entry(info: StepInfo): Entry {
    if (this.#used.has(info.name)) throw new Error(`Step ${info.name} runs twice in one run.`);
    this.#used.add(info.name);
    const known = this.#entries.get(info.name);
    if (known !== undefined) return known;
    const head: Head = {
      name: info.name,
      kind: info.kind,
      at: info.at,
      ...(info.system === undefined ? {} : { system: info.system }),
      ...(info.operation === undefined ? {} : { operation: info.operation }),
      outcome: "running",
      attempts: [],
    };
    const entry: Entry = { position: this.#next++, head, output: null };
    this.#entries.set(info.name, entry);
    return entry;
  }

  /** With the next durable write. */
  lazily(...writes: readonly Write[]): void {
    this.#lazy.push(...writes);
  }

  record(entry: Entry): void {
    this.#lazy.push(["step", this.#seq, entry.position, JSON.stringify(entry.head), entry.output]);
  }

  async commit(...writes: readonly Write[]): Promise<string | null> {
    const all = [...this.#lazy, ...writes];
    this.#lazy = [];
    if (all.length === 0) return null;
    for (;;) {
      try {
        return await this.#store.write(all);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code === "refused") throw error;
        // A closed store ends the process's part in this run; the next process goes on from what is written.
        if (error.code === "closed") return new Promise(() => undefined);
        await this.#pause();
      }
    }
  }
}
