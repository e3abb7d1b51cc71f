import type { Consumer } from "@platformatic/kafka";
import { consumerOf } from "./client.ts";
import { fetchFrom } from "./fetching.ts";
import type { Offsets } from "./position.ts";
import type { IncomingRecord } from "./record.ts";
import type { Replay } from "./replays.ts";
import { isKafka } from "./said.ts";
import type { KafkaSettings } from "./settings.ts";

/** Of each partition in one round, bytes: what a member holds in memory is this times its partitions. */
const bytes = 256 * 1024;

/**
 * One membership in a group, from joining to leaving. Owns: which partitions are this process's, and how far each is.
 *
 * 1. After every change of who is in the group, positions are read anew from what is committed, and what was under way is given up.
 * 2. An offset is committed only in the generation in which it was fetched.
 */
export class Member {
  readonly #topic: string;
  readonly #consumer: Consumer;
  #round = new AbortController();
  #at = new Map<number, bigint>();
  #reached = new Map<number, bigint>();
  #stale = true;
  #left = false;
  #generation = 0;
  #partitions = 0;
  #changes = 0;
  replay: Replay | undefined;

  constructor(settings: KafkaSettings, group: string, topic: string) {
    this.#topic = topic;
    this.#consumer = consumerOf(settings, group);
    this.#consumer.topics.track(topic);
    this.#consumer.on("consumer:group:join", () => this.#changed());
    this.#consumer.on("consumer:heartbeat:stalled", () => this.leave());
    // It has given up to join again.
    this.#consumer.on("error", () => this.leave());
  }

  get stale(): boolean {
    return this.#stale;
  }

  /** How often the group's members have changed. */
  get changes(): number {
    return this.#changes;
  }

  get left(): boolean {
    return this.#left;
  }

  /** No partition is its own. */
  get idle(): boolean {
    return this.#at.size === 0;
  }

  /** Aborted when what is under way is no longer for this process to finish. */
  get signal(): AbortSignal {
    return this.#round.signal;
  }

  async join(): Promise<void> {
    await this.#consumer.joinGroup({});
  }

  /** Partitions and positions as they are now. A partition without a position is newer than the group: from its beginning. */
  async refresh(
    earliest: Offsets,
    replay: Replay | undefined,
    begun: (partition: number, replay: Replay) => Promise<void>,
  ): Promise<void> {
    this.#stale = false;
    this.#round = new AbortController();
    this.#generation = this.#consumer.generationId;
    this.#partitions = earliest.size;
    this.replay = replay;
    this.#reached.clear();
    const mine = this.#consumer.assignments?.find(({ topic }) => topic === this.#topic)?.partitions ?? [];
    const committed =
      mine.length === 0
        ? []
        : ((
            await this.#consumer.listCommittedOffsets({ topics: [{ topic: this.#topic, partitions: mine }] })
          ).get(this.#topic) ?? []);
    this.#at = new Map(
      mine.map((partition) => {
        const offset = committed[partition];
        return [
          partition,
          offset === undefined || offset < 0n ? (earliest.get(partition) ?? 0n) : offset,
        ] as const;
      }),
    );
    if (replay !== undefined) await this.#goBack(replay, begun);
  }

  /** The topic has more partitions than when the group's members last changed. Looked up every five seconds. */
  async isOutgrown(): Promise<boolean> {
    const { topics } = await this.#consumer.metadata({ topics: [this.#topic] });
    return (topics.get(this.#topic)?.partitionsCount ?? 0) > this.#partitions;
  }

  /** What follows, of each partition. What is gone from the log before it was taken is told, and passed over. */
  async fetch(lost: (range: string) => void): Promise<ReadonlyMap<number, readonly IncomingRecord[]>> {
    try {
      const fetched = await fetchFrom(this.#consumer, this.#topic, this.#at, { waitMs: 250, bytes });
      this.#reached = new Map([...fetched].map(([partition, { next }]) => [partition, next] as const));
      return new Map([...fetched].map(([partition, { records }]) => [partition, records] as const));
    } catch (error) {
      if (!isKafka(error, "OFFSET_OUT_OF_RANGE")) throw error;
      await this.#intoRange(lost);
      return new Map();
    }
  }

  /** What was fetched last is done with. */
  async commit(): Promise<void> {
    const moved = [...this.#reached].filter(([partition, offset]) => offset !== this.#at.get(partition));
    if (moved.length === 0) return;
    this.#mine();
    await this.#commit(moved);
    for (const [partition, offset] of moved) this.#at.set(partition, offset);
  }

  /** Gives up what is under way. `close` follows. */
  leave(): void {
    this.#left = true;
    this.#round.abort(new Error("The member leaves its group."));
  }

  async close(): Promise<void> {
    this.leave();
    await this.#consumer.close(true).catch(() => undefined);
  }

  #changed(): void {
    this.#changes += 1;
    this.#stale = true;
    this.#round.abort(new Error("The group's members have changed."));
  }

  #mine(): void {
    this.#round.signal.throwIfAborted();
    if (this.#generation !== this.#consumer.generationId)
      throw new Error("The group's members have changed.");
  }

  async #goBack(replay: Replay, begun: (partition: number, replay: Replay) => Promise<void>): Promise<void> {
    for (const [partition, offset] of this.#at) {
      const from = replay.from.get(partition);
      if (from === undefined || replay.begun.has(partition)) continue;
      const back = from < offset ? from : offset;
      this.#mine();
      await this.#commit([[partition, back]]);
      await begun(partition, replay);
      this.#at.set(partition, back);
    }
  }

  async #intoRange(lost: (range: string) => void): Promise<void> {
    const asked = { topics: [this.#topic] };
    const [first, end] = await Promise.all([
      this.#consumer.listOffsets({ ...asked, timestamp: -2n }),
      this.#consumer.listOffsets({ ...asked, timestamp: -1n }),
    ]);
    this.#reached.clear();
    for (const [partition, offset] of this.#at) {
      const start = first.get(this.#topic)?.[partition] ?? offset;
      const stop = end.get(this.#topic)?.[partition] ?? offset;
      if (offset < start) lost(`${partition}:${offset} to ${partition}:${start - 1n}`);
      // Past the end: the broker has lost what it had acknowledged. What comes now stands there again.
      if (offset > stop) lost(`${partition}:${stop} to ${partition}:${offset - 1n}`);
      this.#reached.set(partition, offset < start ? start : offset > stop ? stop : offset);
    }
  }

  #commit(offsets: readonly (readonly [number, bigint])[]): Promise<void> {
    return this.#consumer.commit({
      offsets: offsets.map(([partition, offset]) => ({
        topic: this.#topic,
        partition,
        offset,
        leaderEpoch: -1,
      })),
    });
  }
}
