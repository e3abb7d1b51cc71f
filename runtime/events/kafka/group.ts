import { setTimeout as sleep } from "node:timers/promises";
import type { EventGroup, Inbox } from "../broker.ts";
import type { EventTrouble } from "../port.ts";
import type { Appender } from "./appender.ts";
import { type HandOver, handOver, untilAccepted } from "./hand-over.ts";
import type { LogReader } from "./log-reader.ts";
import { Member } from "./member.ts";
import { eventTopic, groupId } from "./names.ts";
import type { Partitions } from "./partitions.ts";
import type { Offsets } from "./position.ts";
import { eventOf, type IncomingRecord } from "./record.ts";
import type { Replay, Replays } from "./replays.ts";
import { isRefused, said } from "./said.ts";
import type { KafkaSettings } from "./settings.ts";
import { Standing } from "./standing.ts";
import type { Topics } from "./topics.ts";
import { putAside } from "./unreadable.ts";

export interface GroupOptions {
  readonly settings: KafkaSettings;
  readonly topics: Topics;
  readonly reader: LogReader;
  readonly appender: Appender;
  readonly inbox: Inbox;
  readonly replays: Replays;
  readonly partitions: Partitions;
  readonly trouble: (message: string) => void;
}

/**
 * A route's group, as far as this process is a member of it. Owns: the round of fetching, handing over and committing.
 *
 * 1. Whatever stands before a committed offset was accepted, or put aside: offsets are committed behind that, never before.
 * 2. A member hands over what follows a committed offset, without a gap, those of one lane in order. So whoever hands over an event,
 *    all before it have been handed over; what a member that was replaced hands over late is known to the inbox, and no order is broken.
 * 3. What is no event is put aside before the group goes on behind it.
 * 4. While the inbox refuses, nothing is fetched and the member stays one: its heartbeats go on.
 * 5. When members come or go, the round is given up and positions are read anew. Whatever else fails, the member leaves and comes back.
 */
export class Group {
  readonly group: EventGroup;
  readonly topic: string;
  readonly #options: GroupOptions;
  readonly #ended = new AbortController();
  readonly #begun = Promise.withResolvers<void>();
  readonly #settled = Promise.withResolvers<void>();
  readonly #standing: Standing;
  #member: Member | undefined;
  #moving: Promise<void> | undefined;
  #failures = 0;

  constructor(group: EventGroup, options: GroupOptions) {
    this.group = group;
    this.topic = eventTopic(options.settings.prefix, group.consumption.type);
    this.#options = options;
    const { name } = group;
    this.#standing = new Standing(
      { group: name, what: `${name} takes no events`, again: `${name} takes events` },
      options.trouble,
    );
  }

  /** Resolves when the group has begun and this process is in it, or the broker has not let it for so long, milliseconds. */
  async start(patienceMs: number): Promise<void> {
    this.#moving = this.#live();
    const begun = new AbortController();
    const late = sleep(patienceMs, true, { signal: begun.signal });
    const isLate = await Promise.race([this.#begun.promise, this.#moving, late]);
    begun.abort();
    if (isLate === true) this.#standing.lingers();
  }

  /** Resolves when the group has begun, or will not for a reason that only a person can put right. */
  get settled(): Promise<void> {
    return this.#settled.promise;
  }

  get trouble(): EventTrouble | undefined {
    return this.#standing.trouble;
  }

  async stop(): Promise<void> {
    this.#ended.abort(new Error("The group stops."));
    this.#member?.leave();
    await this.#moving;
    this.#settled.resolve();
  }

  /** Makes every member of the group read its position anew. */
  bounce(): void {
    this.#member?.leave();
  }

  async #live(): Promise<void> {
    const { settings } = this.#options;
    while (!this.#ended.signal.aborted) {
      const member = new Member(settings, this.group.name, this.topic);
      try {
        await this.#begin();
        this.#member = member;
        await member.join();
        this.#begun.resolve();
        this.#settled.resolve();
        while (!this.#ended.signal.aborted && !member.left) {
          const { changes } = member;
          await this.#round(member).catch((error: unknown) => {
            // Others came or went. Leaving for that would be the next change for them.
            if (member.changes === changes) throw error;
          });
        }
      } catch (error) {
        if (!this.#ended.signal.aborted && !member.left) {
          this.#standing.stands(said(error));
          this.#failures += 1;
          if (isRefused(error)) this.#settled.resolve();
        }
      } finally {
        this.#member = undefined;
        await member.close();
      }
      if (this.#failures > 0) await this.#rest();
    }
  }

  /** A group that was never served begins at the end or at the beginning, before it has members: later nobody could tell the two apart. */
  async #begin(): Promise<void> {
    const { topics, reader, settings } = this.#options;
    await topics.ready(this.topic);
    const committed = await committedOffsets(topics, groupId(settings.prefix, this.group.name), this.topic);
    if (committed.size > 0) return;
    const from =
      this.group.consumption.from === "now" ? reader.ends(this.topic) : reader.earliest(this.topic);
    const partitionOffsets = [...(await from)].map(([partition, offset]) => ({ partition, offset }));
    try {
      await topics.admin.alterConsumerGroupOffsets({
        groupId: groupId(settings.prefix, this.group.name),
        topics: [{ name: this.topic, partitionOffsets }],
      });
    } catch (error) {
      // It has members: another replica was first.
      const now = await committedOffsets(topics, groupId(settings.prefix, this.group.name), this.topic);
      if (now.size === 0) throw error;
    }
  }

  async #round(member: Member): Promise<void> {
    const { replays, reader, partitions } = this.#options;
    if (member.stale) {
      const earliest = await reader.earliest(this.topic);
      await partitions.counted(this.topic, earliest.size);
      await member.refresh(earliest, await replays.of(this.group.name), (partition, replay) =>
        replays.begun(this.group.name, partition, replay),
      );
    }
    const { signal } = member;
    // New partitions are given to somebody when the group's members change, and not before.
    if (await member.isOutgrown()) return member.leave();
    if (member.idle) {
      await sleep(100, undefined, { signal });
      this.#moves();
      return;
    }
    const fetched = await member.fetch((lost) =>
      this.#options.trouble(`${this.group.name}: events ${lost} are no longer kept. They were never taken.`),
    );
    signal.throwIfAborted();
    await Promise.all([...fetched].map(([, records]) => this.#take(records, member.replay, signal)));
    await member.commit();
    this.#moves();
  }

  async #take(
    records: readonly IncomingRecord[],
    replay: Replay | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { inbox } = this.#options;
    const events: HandOver[] = [];
    for (const record of records) {
      const read = eventOf(record, this.group.consumption.type);
      if ("event" in read) {
        events.push({ event: read.event, delivery: deliveryOf(record, replay) });
        continue;
      }
      await this.#putAside(record, read.fault, signal);
    }
    await handOver(events, this.group.consumption, inbox, signal);
  }

  /** What is no event is put aside as it came, and a person sees a dead letter of it. */
  async #putAside(record: IncomingRecord, fault: string, signal: AbortSignal): Promise<void> {
    const { appender, inbox, settings, trouble } = this.#options;
    const { topic, group } = this;
    const aside = await putAside(record, { group: group.name, topic, fault }, { appender, ...settings });
    const place = `${topic} ${record.partition}:${record.offset}`;
    const letter = group.consumption.unreadable?.({ place, aside, fault, at: record.timestamp });
    if (letter !== undefined) await untilAccepted(() => inbox.accept(letter), signal);
    trouble(`${place} is no event: ${fault}. It was put aside, into ${aside}.`);
  }

  #moves(): void {
    this.#failures = 0;
    this.#standing.moves();
  }

  async #rest(): Promise<void> {
    const ms = Math.min(200 * 2 ** Math.min(this.#failures, 5), 5_000);
    await sleep(ms, undefined, { signal: this.#ended.signal }).catch(() => undefined);
  }
}

function deliveryOf(
  { partition, offset }: IncomingRecord,
  replay: Replay | undefined,
): { readonly replay?: string } {
  const until = replay?.until.get(partition);
  return replay === undefined || until === undefined || offset >= until ? {} : { replay: replay.id };
}

/** Of those partitions that have any. */
export async function committedOffsets(topics: Topics, group: string, topic: string): Promise<Offsets> {
  const groups = await topics.admin.listConsumerGroupOffsets({ groups: [{ groupId: group }] });
  const partitions = groups
    .flatMap((one) => one.topics)
    .filter(({ name }) => name === topic)
    .flatMap((one) => one.partitions);
  return new Map(
    partitions.flatMap(({ partitionIndex, committedOffset }) =>
      committedOffset < 0n ? [] : [[partitionIndex, committedOffset] as const],
    ),
  );
}
