import type { Notes } from "../../engine/port.ts";
import type { EventBroker, EventGroup, Inbox, Outbox } from "../broker.ts";
import {
  type CloudEvent,
  type ConsumerState,
  type EventCapabilities,
  type EventQuery,
  EventRefusal,
  type LoggedEvent,
  type ReplayCommand,
  type Replayed,
} from "../port.ts";
import { Appender } from "./appender.ts";
import { committedOffsets, Group } from "./group.ts";
import { LogReader } from "./log-reader.ts";
import { eventTopic, groupId } from "./names.ts";
import { type Offsets, positionText } from "./position.ts";
import { eventOf, type IncomingRecord, recordOf } from "./record.ts";
import { Relay } from "./relay.ts";
import { Replays } from "./replays.ts";
import type { KafkaSettings } from "./settings.ts";
import { Topics } from "./topics.ts";

export interface KafkaEventsOptions {
  readonly settings: KafkaSettings;
  readonly inbox: Inbox;
  /** What routes publish. Without it only events from outside are. */
  readonly outbox?: Outbox;
  /** Shared by all replicas. */
  readonly notes: Notes;
  /** What somebody should know of who runs the process. Default: a process warning. */
  readonly trouble?: (message: string) => void;
}

/** Events a group may be behind before its distance is no longer counted. */
const mostCounted = 1_000;

export const kafkaCapabilities: EventCapabilities = {
  embedded: false,
  order: "subject",
  outbox: "relay",
  deduplicates: "by-consumer",
  reads: "one-type",
  keeps: "for-a-time",
  unreadable: "put-aside",
};

/** Events on Apache Kafka. This file only puts the parts together, and answers questions. */
export class KafkaEvents implements EventBroker {
  readonly capabilities = kafkaCapabilities;
  readonly #settings: KafkaSettings;
  readonly #inbox: Inbox;
  readonly #trouble: (message: string) => void;
  readonly #topics: Topics;
  readonly #appender: Appender;
  readonly #reader: LogReader;
  readonly #replays: Replays;
  readonly #relay: Relay | undefined;
  #groups = new Map<string, Group>();

  constructor({ settings, inbox, outbox, notes, trouble = warn }: KafkaEventsOptions) {
    this.#settings = settings;
    this.#inbox = inbox;
    this.#trouble = trouble;
    this.#topics = new Topics(settings);
    this.#appender = new Appender(settings, this.#topics);
    this.#reader = new LogReader(settings);
    this.#replays = new Replays(notes);
    const { prefix } = settings;
    this.#relay = outbox && new Relay({ outbox, appender: this.#appender, prefix, trouble });
  }

  async serve(groups: readonly EventGroup[]): Promise<void> {
    await this.#stop();
    const options = {
      settings: this.#settings,
      topics: this.#topics,
      reader: this.#reader,
      appender: this.#appender,
      inbox: this.#inbox,
      replays: this.#replays,
      trouble: this.#trouble,
    };
    this.#groups = new Map(groups.map((group) => [group.name, new Group(group, options)] as const));
    await Promise.all([...this.#groups.values()].map((group) => group.start()));
  }

  async publish(events: readonly CloudEvent[]): Promise<readonly ("accepted" | "duplicate")[]> {
    const { prefix } = this.#settings;
    await this.#appender.append(
      events.map((event) => ({ topic: eventTopic(prefix, event.type), ...recordOf(event) })),
    );
    return events.map(() => "accepted");
  }

  async read(query: EventQuery): Promise<readonly LoggedEvent[]> {
    const { type } = query;
    if (type === undefined)
      throw new EventRefusal("type-needed", "Each type has a topic of its own: ask for one type.");
    if (!(await this.#topics.exists(eventTopic(this.#settings.prefix, type)))) return [];
    return this.#reader.read({ ...query, type });
  }

  consumers(): Promise<readonly ConsumerState[]> {
    return Promise.all([...this.#groups.values()].map((group) => this.#state(group)));
  }

  async replay({ group: name, from, dryRun, ...decision }: ReplayCommand): Promise<Replayed> {
    const group = this.#groups.get(name);
    if (group === undefined) throw new EventRefusal("unknown-group", `No route ${name} takes events here.`);
    const at = await this.#at(group);
    const before = await this.#replays.of(name);
    // What it was to take again and has not yet is still to be taken again.
    const until = new Map(
      [...at].map(([partition, offset]) => [partition, most(offset, before?.until.get(partition))] as const),
    );
    const since = await this.#reader.since(group.topic, from, until);
    const back = new Map([...since].filter(([partition, offset]) => offset < (until.get(partition) ?? 0n)));
    const replayed = await this.#replayed(group, back, until);
    if (dryRun || back.size === 0) return replayed;
    await this.#replays.order(name, back, until, decision);
    group.bounce();
    return replayed;
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#relay?.close();
    await this.#appender.close();
    await this.#reader.close();
    await this.#topics.close();
  }

  async #stop(): Promise<void> {
    await Promise.all([...this.#groups.values()].map((group) => group.stop()));
    this.#groups.clear();
  }

  /** Where the group goes on: what is no longer kept it can not take. */
  async #at({ topic, group: { name } }: Group): Promise<Offsets> {
    const committed = await committedOffsets(this.#topics, groupId(this.#settings.prefix, name), topic);
    const earliest = await this.#reader.earliest(topic);
    return new Map(
      [...earliest].map(([partition, first]) => [partition, most(first, committed.get(partition))] as const),
    );
  }

  async #replayed({ topic, group }: Group, back: Offsets, until: Offsets): Promise<Replayed> {
    const ends = new Map(
      [...back.keys()].map((partition) => [partition, until.get(partition) ?? 0n] as const),
    );
    const events = [...back].reduce(
      (sum, [partition, offset]) => sum + (ends.get(partition) ?? offset) - offset,
      0n,
    );
    const lasts = new Map([...ends].map(([partition, end]) => [partition, end - 1n] as const));
    const logged = (records: readonly IncomingRecord[]): readonly LoggedEvent[] =>
      records
        .toSorted((one, other) => one.timestamp - other.timestamp)
        .flatMap((record) => {
          const read = eventOf(record, group.consumption.type);
          const position = positionText(new Map([[record.partition, record.offset + 1n]]));
          return "event" in read ? [{ position, event: read.event }] : [];
        });
    const first = logged(await this.#reader.firstOf(topic, back, ends))[0];
    const last = logged(await this.#reader.firstOf(topic, lasts, ends)).at(-1);
    return { events: Number(events), ...(first && { first }), ...(last && { last }) };
  }

  async #state(group: Group): Promise<ConsumerState> {
    const {
      topic,
      group: { name, consumption },
    } = group;
    const [at, ends, replay] = [
      await this.#at(group),
      await this.#reader.ends(topic),
      await this.#replays.of(name),
    ];
    const behind = [...ends].reduce((sum, [partition, end]) => sum + (end - (at.get(partition) ?? end)), 0n);
    const heads = behind === 0n ? [] : await this.#reader.firstOf(topic, at, ends);
    const again = [...(replay?.until ?? [])].some(
      ([partition, until]) => (at.get(partition) ?? until) < until,
    );
    return {
      group: name,
      type: consumption.type,
      position: positionText(at),
      behind: Math.min(Number(behind), mostCounted),
      ...(heads.length === 0 ? {} : { oldestBehindAt: Math.min(...heads.map(({ timestamp }) => timestamp)) }),
      ...(again && replay ? { replayUntil: positionText(replay.until) } : {}),
    };
  }
}

function most(one: bigint, other = one): bigint {
  return one > other ? one : other;
}

function warn(message: string): void {
  process.emitWarning(message, { code: "WAYBILL_KAFKA" });
}
