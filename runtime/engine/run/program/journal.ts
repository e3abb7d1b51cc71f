import { crashPoint } from "../../crash-point.ts";
import type { StepInfo } from "../../port.ts";
import { type Store, StoreError, type Write } from "../../store/port.ts";
import type { JsonCodec } from "../json-codec.ts";
import { type Entry, type Head, isLost, isWait } from "./entry.ts";

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
  readonly store: Store;
  readonly #pause: () => Promise<void>;
  readonly json: JsonCodec;
  readonly #entries: Map<string, Entry>;
  /** Names of steps of earlier executions, and of the items and routes that they stand in. */
  #earlier: ReadonlySet<string> | undefined;
  #next: number;
  readonly #restored: readonly Entry[];
  #lazy: Write[] = [];
  #soon = false;
  #refused: unknown;
  /** Whether any step waits for what others do. */
  waits: boolean;
  /** The store lost a step of this run, which may be any that is not here. */
  readonly hasLost: boolean;

  constructor(
    seq: number,
    store: Store,
    json: JsonCodec,
    pause: () => Promise<void>,
    entries: readonly Entry[],
  ) {
    this.#seq = seq;
    this.store = store;
    this.#pause = pause;
    this.json = json;
    this.#restored = entries;
    this.#entries = new Map(entries.map((entry) => [entry.head.name, entry]));
    this.waits = entries.some(isWait);
    this.hasLost = entries.some(isLost);
    this.#next = entries.reduce((next, entry) => Math.max(next, entry.position + 1), 0);
  }

  /** No earlier execution recorded anything. */
  get isFresh(): boolean {
    return this.#restored.length === 0;
  }

  known(name: string): boolean {
    this.#earlier ??= new Set(this.#restored.flatMap((entry) => containing(entry.head.name)));
    return this.#earlier.has(name);
  }

  entry(info: StepInfo): Entry {
    const known = this.#entries.get(info.name);
    if (known?.used === true) throw new Error(`Step ${info.name} runs twice in one run.`);
    if (known !== undefined) {
      known.used = true;
      return known;
    }
    const head: Head = {
      name: info.name,
      kind: info.kind,
      at: info.at,
      ...(info.system === undefined ? {} : { system: info.system }),
      ...(info.operation === undefined ? {} : { operation: info.operation }),
      outcome: "running",
      attempts: [],
    };
    const entry: Entry = { position: this.#next++, head, output: null, used: true };
    this.#entries.set(info.name, entry);
    return entry;
  }

  /** Steps that have no outcome may be come to once more, by another caller. */
  reopen(): void {
    for (const entry of this.#entries.values()) if (entry.head.outcome !== "ok") entry.used = false;
  }

  /** What others know of waits that nobody waits any more. */
  get forsaken(): readonly Write[] {
    if (!this.waits) return [];
    return [...this.#entries.values()]
      .filter(isWait)
      .map(({ position }): Write => ["waited", this.#seq, position]);
  }

  /** Where a step stands in the journal; one that another route does stands where that route begins. */
  positionOf(name: string): number {
    const own = this.#entries.get(name);
    if (own !== undefined) return own.position;
    const within = [...this.#entries.values()].filter(({ head }) => head.name.startsWith(`${name}/`));
    return within.reduce((first, { position }) => Math.min(first, position), this.#next);
  }

  find(name: string | undefined): Entry | undefined {
    return name === undefined ? undefined : this.#entries.get(name);
  }

  /** With the next durable write. */
  lazily(...writes: readonly Write[]): void {
    this.#lazy.push(...writes);
  }

  record(entry: Entry): void {
    this.#lazy.push(["step", this.#seq, entry.position, JSON.stringify(entry.head), entry.output]);
  }

  /**
   * An outcome was recorded: it is written with what the run does next, or by itself after this turn of the event loop. What is
   * refused then is told to the next `commit`.
   */
  soon(): void {
    this.#soon = true;
    setImmediate(() => {
      if (this.#soon) this.flush();
    });
  }

  /** Writes what is recorded, without waiting. */
  flush(): void {
    this.commit().catch((error: unknown) => (this.#refused = error));
  }

  async commit(...writes: readonly Write[]): Promise<string | null> {
    const all = [...this.#lazy, ...writes];
    this.#lazy = [];
    const refused = this.#refused;
    this.#refused = undefined;
    if (refused !== undefined) throw refused;
    if (all.length === 0) return null;
    const outcome = this.#soon;
    this.#soon = false;
    for (;;) {
      try {
        const answer = await this.store.write(all);
        if (outcome) crashPoint("step-recorded");
        return answer;
      } catch (error) {
        if (!(error instanceof StoreError) || error.code === "refused") throw error;
        // A closed store ends the process's part in this run; the next process goes on from what is written.
        if (error.code === "closed") return new Promise(() => undefined);
        await this.#pause();
      }
    }
  }
}

/** `a[3].b/c` is in `a[3].b/c`, `a[3].b` and `a[3]`. */
function containing(name: string): string[] {
  const ends = [...name.matchAll(/[./]/g)].map(({ index }) => name.slice(0, index));
  return [name, ...ends];
}
