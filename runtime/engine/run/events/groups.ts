import {
  type CloudEvent,
  type ConsumerState,
  type EventCapabilities,
  type EventQuery,
  EventRefusal,
  type Events,
  type EventTrouble,
  type LoggedEvent,
  type ReplayCommand,
  type Replayed,
} from "../../../events/port.ts";
import { crashPoint } from "../../crash-point.ts";
import type { Program } from "../../port.ts";
import type { ConsumerRow } from "../../store/port.ts";
import { Consumer, type ConsumerOptions } from "./consumer.ts";

/** Events a group may be behind before its distance is no longer counted. */
const mostCounted = 1_000;

export const embeddedEventCapabilities: EventCapabilities = {
  embedded: true,
  order: "log",
  outbox: "same-commit",
  deduplicates: "while-kept",
  reads: "whole-log",
  keeps: "until-taken",
  unreadable: "passed-over",
};

/**
 * The groups of a build, and what is asked of events from outside. Owns: which groups there are.
 *
 * 1. A route that takes events is one group, known to the store before anything can be published.
 * 2. A group whose route is gone keeps its position for when it returns; events are not kept for it.
 */
export class Groups implements Events {
  readonly capabilities: EventCapabilities;
  readonly #options: ConsumerOptions;
  readonly #consumers = new Map<string, Consumer>();
  #build = "";

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.capabilities = { ...embeddedEventCapabilities, embedded: !options.shared };
  }

  get busy(): boolean {
    for (const consumer of this.#consumers.values()) if (consumer.busy) return true;
    return false;
  }

  /** Makes the build's groups known. They move from `start` on. */
  async serve(build: string, programs: readonly Program[]): Promise<void> {
    const { store } = this.#options;
    this.#build = build;
    const consuming = programs.flatMap(({ route, consumes }) => (consumes ? [{ route, consumes }] : []));
    for (const consumer of this.#consumers.values()) await consumer.stop();
    this.#consumers.clear();
    let known = await store.read("consumers");
    const served = known.filter((row) => row.served === 1);
    // A start on a full disk must not fail for want of a change.
    const unchanged =
      served.length === consuming.length &&
      served.every(({ name, type }) =>
        consuming.some(({ route, consumes }) => route === name && consumes.type === type),
      );
    if (!unchanged) {
      await store.write([
        // Those of other processes are not retired.
        ...(this.#options.shared ? [] : [["retire", consuming.map(({ route }) => route)] as const]),
        ...consuming.map(
          ({ route, consumes }) => ["subscribe", route, consumes.type, consumes.from] as const,
        ),
      ]);
      crashPoint("subscribed");
      known = await store.read("consumers");
    }
    const rows = new Map(known.map((row) => [row.name, row]));
    for (const { route, consumes } of consuming) {
      const row = rows.get(route);
      if (row) this.#consumers.set(route, new Consumer(row, consumes, () => this.#build, this.#options));
    }
  }

  start(): void {
    for (const consumer of this.#consumers.values()) consumer.wake();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.stop()));
  }

  /** What is in the way of the store is in everybody's. */
  troubles(): readonly EventTrouble[] {
    return [];
  }

  publish(events: readonly CloudEvent[]): Promise<readonly ("accepted" | "duplicate")[]> {
    return this.#options.log.publish(events);
  }

  read(query: EventQuery): Promise<readonly LoggedEvent[]> {
    return this.#options.log.read(query);
  }

  async consumers(): Promise<readonly ConsumerState[]> {
    const rows = await this.#options.store.read("consumers");
    return Promise.all(rows.filter(({ name }) => this.#consumers.has(name)).map((row) => this.#state(row)));
  }

  async replay({ group, from, dryRun, by, reason }: ReplayCommand): Promise<Replayed> {
    const consumer = this.#consumers.get(group);
    if (consumer === undefined)
      throw new EventRefusal("unknown-group", `No route ${group} takes events here.`);
    let found: Replayed = { events: 0 };
    const look = async (row: ConsumerRow): Promise<void> => {
      const { store, clock } = this.#options;
      // What it was to take again and has not yet is still to be taken again.
      const until = Math.max(row.position, row.replayUntil);
      const span = await store.read("eventsSince", row.type, from, until);
      found = await this.#found(row.type, span);
      if (dryRun || span.first === null) return;
      const back = Math.min(row.position, span.first - 1);
      const detail = { group, from: new Date(from).toISOString(), events: span.count, by, reason };
      await store.write([["replay", group, back, until, clock.now(), JSON.stringify(detail)]]);
      crashPoint("replayed");
    };
    if (!dryRun) await consumer.reposition(look);
    else {
      const row = (await this.#options.store.read("consumers")).find(({ name }) => name === group);
      if (row) await look(row);
    }
    return found;
  }

  async #found(
    type: string,
    { count, first, last }: { count: number; first: number | null; last: number | null },
  ): Promise<Replayed> {
    if (first === null || last === null) return { events: 0 };
    const { log } = this.#options;
    const [[one], [other]] = await Promise.all([
      log.read({ type, after: String(first - 1), limit: 1 }),
      log.read({ type, after: String(last - 1), limit: 1 }),
    ]);
    return { events: count, ...(one && { first: one }), ...(other && { last: other }) };
  }

  async #state(row: ConsumerRow): Promise<ConsumerState> {
    const { count, at } = await this.#options.store.read("behind", row.type, row.position, mostCounted);
    return {
      group: row.name,
      type: row.type,
      position: row.position === 0 ? "" : String(row.position),
      behind: count,
      ...(at === null ? {} : { oldestBehindAt: at }),
      ...(row.position < row.replayUntil ? { replayUntil: String(row.replayUntil) } : {}),
    };
  }
}
