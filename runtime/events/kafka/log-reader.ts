import { type Consumer, ListOffsetTimestamps } from "@platformatic/kafka";
import type { EventQuery, LoggedEvent } from "../port.ts";
import { consumerOf } from "./client.ts";
import { fetchFrom } from "./fetching.ts";
import { eventTopic } from "./names.ts";
import { type Offsets, offsetsOf, positionText } from "./position.ts";
import { eventOf, type IncomingRecord } from "./record.ts";
import type { KafkaSettings } from "./settings.ts";

/** One read takes at most so much of each partition, bytes. */
const bytes = 1_048_576;

/** Reads topics, for people and for what must be known of them. Owns: a consumer that is in no group. */
export class LogReader {
  readonly #settings: KafkaSettings;
  #consumer: Consumer | undefined;
  /** Reads go one after the other: the broker keeps one session for all. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  /** Oldest first, by when the broker took them; events of one partition in its order. What is no event is left out. */
  read({
    type,
    since,
    after,
    limit,
  }: EventQuery & { readonly type: string }): Promise<readonly LoggedEvent[]> {
    return this.#alone(async (consumer) => {
      const topic = eventTopic(this.#settings.prefix, type);
      const at = new Map(await this.#offsets(consumer, topic, ListOffsetTimestamps.EARLIEST));
      const ends = await this.#offsets(consumer, topic, ListOffsetTimestamps.LATEST);
      if (since !== undefined) forward(at, await this.#since(consumer, topic, since, ends));
      forward(at, offsetsOf(after ?? ""));
      return take(await this.#upTo(consumer, topic, at, ends, limit), at, type, limit);
    });
  }

  /** The first record of each partition from these offsets on, where there is one. */
  firstOf(topic: string, from: Offsets, ends: Offsets): Promise<readonly IncomingRecord[]> {
    return this.#alone(async (consumer) =>
      [...(await this.#upTo(consumer, topic, new Map(from), ends, 1))].flatMap(([, [first]]) =>
        first === undefined ? [] : [first],
      ),
    );
  }

  earliest(topic: string): Promise<Offsets> {
    return this.#alone((consumer) => this.#offsets(consumer, topic, ListOffsetTimestamps.EARLIEST));
  }

  ends(topic: string): Promise<Offsets> {
    return this.#alone((consumer) => this.#offsets(consumer, topic, ListOffsetTimestamps.LATEST));
  }

  /** Where each partition first has a record of this time or later; its end where it has none. */
  since(topic: string, from: number, ends: Offsets): Promise<Offsets> {
    return this.#alone((consumer) => this.#since(consumer, topic, from, ends));
  }

  async close(): Promise<void> {
    await this.#before.catch(() => undefined);
    await this.#drop();
  }

  #alone<Answer>(read: (consumer: Consumer) => Promise<Answer>): Promise<Answer> {
    const answer = this.#before
      .catch(() => undefined)
      .then(async () => {
        this.#consumer ??= consumerOf(this.#settings, "reader");
        try {
          return await read(this.#consumer);
        } catch (error) {
          // Whatever it knew of brokers and leaders may be what is wrong.
          await this.#drop();
          throw error;
        }
      });
    this.#before = answer;
    return answer;
  }

  async #offsets(consumer: Consumer, topic: string, timestamp: bigint): Promise<Offsets> {
    const offsets = (await consumer.listOffsets({ topics: [topic], timestamp })).get(topic) ?? [];
    return new Map(offsets.map((offset, partition) => [partition, offset] as const));
  }

  async #since(consumer: Consumer, topic: string, from: number, ends: Offsets): Promise<Offsets> {
    const asked = { topics: [topic], timestamp: BigInt(Math.max(0, Math.trunc(from))) };
    const found = (await consumer.listOffsetsWithTimestamps(asked)).get(topic);
    return new Map(
      [...ends].map(([partition, end]) => {
        const { offset = -1n } = found?.get(partition) ?? {};
        return [partition, offset < 0n ? end : offset] as const;
      }),
    );
  }

  /** Records of each partition up to its end, at most `limit` of each. */
  async #upTo(
    consumer: Consumer,
    topic: string,
    from: Map<number, bigint>,
    ends: Offsets,
    limit: number,
  ): Promise<ReadonlyMap<number, readonly IncomingRecord[]>> {
    const found = new Map<number, IncomingRecord[]>();
    const at = new Map(from);
    for (;;) {
      for (const [partition, offset] of at)
        if (offset >= (ends.get(partition) ?? 0n) || (found.get(partition)?.length ?? 0) >= limit)
          at.delete(partition);
      if (at.size === 0) return found;
      for (const [partition, { records, next }] of await fetchFrom(consumer, topic, at, {
        waitMs: 250,
        bytes,
      })) {
        found.set(partition, [...(found.get(partition) ?? []), ...records]);
        at.set(partition, next);
      }
    }
  }

  async #drop(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = undefined;
    await consumer?.close(true).catch(() => undefined);
  }
}

function forward(at: Map<number, bigint>, to: Offsets): void {
  for (const [partition, offset] of to) if (offset > (at.get(partition) ?? 0n)) at.set(partition, offset);
}

/** The oldest of all partitions; each event's position is where to go on after it. */
function take(
  found: ReadonlyMap<number, readonly IncomingRecord[]>,
  from: Offsets,
  type: string,
  limit: number,
): readonly LoggedEvent[] {
  const at = new Map(from);
  const left: ReadonlyMap<number, IncomingRecord[]> = new Map(
    [...found].map(([partition, records]) => [partition, [...records]] as const),
  );
  const taken: LoggedEvent[] = [];
  while (taken.length < limit) {
    const heads = [...left.values()].flatMap(([head]) => (head === undefined ? [] : [head]));
    const oldest = heads.toSorted(
      (one, other) => one.timestamp - other.timestamp || one.partition - other.partition,
    )[0];
    if (oldest === undefined) break;
    left.get(oldest.partition)?.shift();
    at.set(oldest.partition, oldest.offset + 1n);
    const read = eventOf(oldest, type);
    if ("event" in read) taken.push({ position: positionText(at), event: read.event });
  }
  return taken;
}
