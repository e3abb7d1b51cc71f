import type { EventLog } from "../run/events/log.ts";
import type { SharedStore } from "../store/shared-port.ts";

const everyMs = 200;
const page = 1_000;

/** Notices events that other processes publish, and tells who listens to their types. */
export class LogWatch {
  readonly #store: SharedStore;
  readonly #log: EventLog;
  /** Told before those who listen, where there is anything new. */
  readonly #grown: () => Promise<void>;
  #position: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(store: SharedStore, log: EventLog, grown: () => Promise<void>) {
    this.#store = store;
    this.#log = log;
    this.#grown = grown;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#looking ??= this.#look()
        .catch(() => undefined)
        .finally(() => (this.#looking = undefined));
    }, everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    this.#position ??= await this.#store.read("logEnd");
    const events = await this.#store.read("events", null, this.#position, page);
    const last = events.at(-1);
    if (last === undefined) return;
    await this.#grown();
    for (const type of new Set(events.map(({ type: each }) => each))) this.#log.published(type);
    this.#position = last.position;
  }
}
