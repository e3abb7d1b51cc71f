import type { Json } from "../../../contract/json.ts";
import type { CloudEvent, EventQuery, LoggedEvent } from "../../../events/port.ts";
import { crashPoint } from "../../crash-point.ts";
import type { EventRow, Store } from "../../store/port.ts";
import type { Clock } from "../clock.ts";
import type { JsonCodec } from "../json-codec.ts";

/** An event as groups take it: read and parsed once for all of them. */
export interface Entry {
  readonly position: number;
  /** Undefined: what the store has of it can not be read any more. */
  readonly event: CloudEvent | undefined;
}

/**
 * The log of events in the store. Owns: who is told that something was published, and reads that several groups share.
 *
 * 1. Who listens to a type is told after each commit with an event of it: nobody asks again and again.
 * 2. Groups that stand at the same position share one read.
 * 3. An event that can not be read is told once to whoever runs the process, and holds up nobody.
 */
export class EventLog {
  readonly #store: Store;
  readonly #json: JsonCodec;
  readonly #clock: Clock;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #unreadable = new Set<number>();
  readonly #reads = new Map<string, Promise<readonly Entry[]>>();

  constructor(store: Store, json: JsonCodec, clock: Clock) {
    this.#store = store;
    this.#json = json;
    this.#clock = clock;
  }

  /** Answers how to stop listening. */
  listen(type: string, told: () => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(told));
    return () => listeners.delete(told);
  }

  /** An event of this type is on stable storage. */
  published(type: string): void {
    for (const told of this.#listeners.get(type) ?? []) told();
  }

  /** From outside, each by itself: one that comes twice is known by its source and id. */
  async publish(events: readonly CloudEvent[]): Promise<("accepted" | "duplicate")[]> {
    const answers = await Promise.all(
      events.map((event) => {
        const { id, source, type, subject = null, time, dataschema, extensions, data } = event;
        // In the log it stands at the time it came: what is kept, and what is replayed, goes by that.
        const attributes = JSON.stringify({ time, dataschema, extensions });
        const text = this.#json.stringify(data) ?? "null";
        return this.#store.write([
          ["event", id, source, type, subject, this.#clock.now(), null, attributes, text],
        ]);
      }),
    );
    crashPoint("event-taken");
    for (const type of new Set(events.map((event) => event.type))) this.published(type);
    return answers.map((answer) => (answer === null ? "accepted" : "duplicate"));
  }

  async read(query: EventQuery): Promise<readonly LoggedEvent[]> {
    const after = Math.max(Number(query.after ?? 0) || 0, await this.#before(query));
    const rows = await this.#store.read("events", query.type ?? null, after, query.limit);
    return rows.flatMap((row) => {
      const event = this.#readable(row);
      return event === undefined ? [] : [{ position: String(row.position), event }];
    });
  }

  /** For a group. */
  after(type: string, position: number, limit: number): Promise<readonly Entry[]> {
    const key = `${type}\n${position}\n${limit}`;
    const under = this.#reads.get(key);
    if (under !== undefined) return under;
    const read = this.#store
      .read("events", type, position, limit)
      .then((rows) => rows.map((row) => ({ position: row.position, event: this.#readable(row) })))
      .finally(() => this.#reads.delete(key));
    this.#reads.set(key, read);
    return read;
  }

  /** The position before the first event of a time. */
  async #before({ type, since }: EventQuery): Promise<number> {
    if (since === undefined || type === undefined) return 0;
    const { first } = await this.#store.read("eventsSince", type, since, Number.MAX_SAFE_INTEGER);
    return first === null ? Number.MAX_SAFE_INTEGER : first - 1;
  }

  #readable(row: EventRow): CloudEvent | undefined {
    try {
      return cloudEventOf(row, this.#json);
    } catch {
      if (!this.#unreadable.has(row.position))
        process.emitWarning(`Event ${row.position} of ${row.type} can not be read. It is passed over.`, {
          code: "WAYBILL_EVENT_UNREADABLE",
        });
      this.#unreadable.add(row.position);
      return undefined;
    }
  }
}

/** A row of the log as the event it is. Throws where it can not be read any more. */
export function cloudEventOf(row: EventRow, json: JsonCodec): CloudEvent {
  // As `publish` above wrote them.
  const more =
    row.attributes === null
      ? {}
      : (JSON.parse(row.attributes) as Partial<Pick<CloudEvent, "time" | "dataschema" | "extensions">>);
  return {
    specversion: "1.0",
    id: row.id,
    source: row.source,
    type: row.type,
    ...(row.subject === null ? {} : { subject: row.subject }),
    time: new Date(row.at).toISOString(),
    datacontenttype: "application/json",
    ...more,
    data: json.parse(row.data) as Json,
  };
}
