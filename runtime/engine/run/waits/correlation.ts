import { crashPoint } from "../../crash-point.ts";
import type { Store } from "../../store/port.ts";
import type { EventLog } from "../events/log.ts";
import { keysIn, pathIn } from "./event-key.ts";

export interface CorrelationOptions {
  readonly store: Store;
  /** Runs of other processes wait in the same store. */
  readonly shared: boolean;
  readonly log: EventLog;
  /** Told once it is worth trying again after the store refused. */
  readonly later: (told: () => void) => void;
  /** What this run waits for may have come. */
  readonly call: (seq: number) => void;
}

/** Events that go into one read and one commit. */
const batch = 128;

/** One type of event that runs wait for. */
interface Sought {
  readonly type: string;
  /** Fields that runs wait by, as the keys spell them. It never shrinks: they are as many as `wait` steps. */
  readonly paths: Set<string>;
  position: number;
  again: boolean;
  moving: Promise<void> | undefined;
}

/**
 * Brings events to the runs that wait for them. Owns: the types waited for, and how far the log was looked through. Not: whether
 * an event is the one, which the waiting step says.
 *
 * 1. A field that a run waits by is known here before its wait is in the store, so no event passes in between: what is published
 *    later finds the wait, what was published before is found by the wait's own search. Of a shared store the fields are read again
 *    after the events: a wait that was there before an event is known then.
 * 2. A run is called only after what was found for it is on stable storage.
 * 3. A publish costs the same however many runs wait: it wakes those whose field has its value, and those that name none.
 * 4. An event that can not be read is nobody's: it is passed over.
 */
export class Correlation {
  readonly #options: CorrelationOptions;
  readonly #sought = new Map<string, Sought>();
  #stopped = false;

  constructor(options: CorrelationOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#sought.values().some(({ moving }) => moving !== undefined);
  }

  /** Takes up what an earlier process left, or another one waits for. */
  async start(): Promise<void> {
    const { store } = this.#options;
    for (const { type, position } of await store.read("correlations")) this.#seek(type).position = position;
    await this.#learn();
    for (const sought of this.#sought.values()) this.#wake(sought);
  }

  /** A run is about to wait for this type, by this key. */
  expect(type: string, key: string): void {
    const sought = this.#seek(type);
    if (key !== "") sought.paths.add(pathIn(key));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { moving } of this.#sought.values()) await moving;
  }

  async #learn(): Promise<void> {
    const { store } = this.#options;
    for (const { type, key } of await store.read("waitKeys")) this.#seek(type).paths.add(pathIn(key));
  }

  #seek(type: string): Sought {
    const known = this.#sought.get(type);
    if (known !== undefined) return known;
    const sought: Sought = { type, paths: new Set(), position: 0, again: false, moving: undefined };
    this.#sought.set(type, sought);
    this.#options.log.listen(type, () => this.#wake(sought));
    return sought;
  }

  #wake(sought: Sought): void {
    sought.again = true;
    if (this.#stopped || sought.moving !== undefined) return;
    sought.moving = this.#move(sought).finally(() => {
      sought.moving = undefined;
      if (sought.again) this.#wake(sought);
    });
  }

  async #move(sought: Sought): Promise<void> {
    const { store, later } = this.#options;
    try {
      while (sought.again && !this.#stopped) {
        sought.again = false;
        // Where nobody waits any more, the next wait sets it to the log's end.
        const stands = (await store.read("correlations")).find(({ type }) => type === sought.type);
        if (stands === undefined) return;
        sought.position = stands.position;
        await this.#look(sought);
      }
    } catch {
      // The store says why, where it matters.
      sought.again = false;
      later(() => this.#wake(sought));
    }
  }

  async #look(sought: Sought): Promise<void> {
    const { store, log, call, shared } = this.#options;
    const entries = await log.after(sought.type, sought.position, batch);
    const last = entries.at(-1);
    if (last === undefined) return;
    if (shared) await this.#learn();
    sought.again ||= entries.length === batch;
    const found = entries.flatMap(({ position, event }) =>
      event === undefined ? [] : [[position, keysIn(event.data, sought.paths)] as const],
    );
    const concerned = await store.write([["correlate", sought.type, last.position, found]]);
    crashPoint("correlated");
    // As the store wrote it.
    for (const seq of JSON.parse(concerned ?? "[]") as readonly number[]) call(seq);
  }
}
