import type { Outbox, OutboxEntry } from "../broker.ts";
import type { EventTrouble } from "../port.ts";
import { type Appender, Untakable } from "./appender.ts";
import { eventTopic } from "./names.ts";
import { recordOf } from "./record.ts";
import { said } from "./said.ts";
import { Standing } from "./standing.ts";

/** Entries that go into one request. */
const batch = 200;

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly appender: Appender;
  readonly prefix: string;
  /** Told once for each trouble, not for each try; and when it is over. */
  readonly trouble: (message: string) => void;
}

/**
 * Carries what the engine committed to the log. Owns: when it is tried again. Nothing moves before the first `goOn`.
 *
 * 1. An entry leaves the outbox only when it is in the log: it is published at least once, whenever the process dies.
 * 2. Entries are published in the outbox's order, a batch after the other: those of one key stand in the log in that order, and where a
 *    batch is tried again, each stands after those before it.
 * 3. One that the broker will never take is refused by itself; those behind it go on.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #stopListening: () => void;
  readonly #standing: Standing;
  #held = true;
  #moving: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#standing = new Standing(
      { what: "What routes publish waits", again: "What routes publish goes out" },
      options.trouble,
    );
    this.#stopListening = options.outbox.listen(() => this.wake());
  }

  get trouble(): EventTrouble | undefined {
    return this.#standing.trouble;
  }

  /** Until `goOn`, nothing more leaves the outbox than what is under way. */
  hold(): void {
    this.#held = true;
  }

  goOn(): void {
    this.#held = false;
    this.wake();
  }

  wake(): void {
    this.#again = true;
    if (this.#stopped || this.#held || this.#moving !== undefined || this.#retry !== undefined) return;
    this.#moving = this.#move().finally(() => {
      this.#moving = undefined;
      if (this.#again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#retry);
    await this.#moving;
  }

  async #move(): Promise<void> {
    const { outbox } = this.#options;
    try {
      while (this.#again && !this.#stopped && !this.#held) {
        this.#again = false;
        const entries = await outbox.pending(batch);
        if (entries.length === 0) return;
        await this.#publish(entries);
        this.#again ||= entries.length === batch;
        this.#failures = 0;
        this.#standing.moves();
      }
    } catch (error) {
      this.#standing.stands(said(error));
      this.#failures += 1;
      this.#again = true;
      this.#retry = setTimeout(
        () => {
          this.#retry = undefined;
          this.wake();
        },
        Math.min(200 * 2 ** this.#failures, 5_000),
      );
    }
  }

  async #publish(entries: readonly OutboxEntry[]): Promise<void> {
    const { outbox, appender, prefix } = this.#options;
    try {
      await appender.append(
        entries.map(({ event }) => ({ topic: eventTopic(prefix, event.type), ...recordOf(event) })),
      );
      await outbox.published(entries);
    } catch (error) {
      if (!(error instanceof Untakable)) throw error;
      const [first] = entries;
      if (entries.length === 1 && first !== undefined) return outbox.refused(first, error.message);
      // Which of them it is shows by asking one at a time, in the same order.
      for (const entry of entries) await this.#publish([entry]);
    }
  }
}
