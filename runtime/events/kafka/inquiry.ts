import type { ConsumerState, LoggedEvent, ReplayCommand, Replayed } from "../port.ts";
import { committedOffsets, type Group } from "./group.ts";
import type { LogReader } from "./log-reader.ts";
import { groupId } from "./names.ts";
import { type Offsets, positionText } from "./position.ts";
import { eventOf, type IncomingRecord } from "./record.ts";
import type { Replays } from "./replays.ts";
import type { KafkaSettings } from "./settings.ts";
import type { Topics } from "./topics.ts";

export interface InquiryOptions {
  readonly settings: KafkaSettings;
  readonly topics: Topics;
  readonly reader: LogReader;
  readonly replays: Replays;
}

/** Events a group may be behind before its distance is no longer counted. */
const mostCounted = 1_000;

/** What people ask of groups: how far each is, and to go back. */
export class Inquiry {
  readonly #options: InquiryOptions;

  constructor(options: InquiryOptions) {
    this.#options = options;
  }

  /** How far it is, and how far behind. */
  async state(group: Group): Promise<ConsumerState> {
    const {
      topic,
      group: { name, consumption },
    } = group;
    const [at, ends, replay] = [
      await this.#at(group),
      await this.#options.reader.ends(topic),
      await this.#options.replays.of(name),
    ];
    const behind = [...ends].reduce((sum, [partition, end]) => sum + (end - (at.get(partition) ?? end)), 0n);
    const heads = behind === 0n ? [] : await this.#options.reader.firstOf(topic, at, ends);
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

  /** Takes it back to a time, in every process. */
  async replay(group: Group, { group: name, from, dryRun, ...decision }: ReplayCommand): Promise<Replayed> {
    const at = await this.#at(group);
    const before = await this.#options.replays.of(name);
    // What it was to take again and has not yet is still to be taken again.
    const until = new Map(
      [...at].map(([partition, offset]) => [partition, most(offset, before?.until.get(partition))] as const),
    );
    const since = await this.#options.reader.since(group.topic, from, until);
    const back = new Map([...since].filter(([partition, offset]) => offset < (until.get(partition) ?? 0n)));
    const replayed = await this.#replayed(group, back, until);
    if (dryRun || back.size === 0) return replayed;
    await this.#options.replays.order(name, back, until, decision);
    group.bounce();
    return replayed;
  }

  /** Where the group goes on: what is no longer kept it can not take. */
  async #at({ topic, group: { name } }: Group): Promise<Offsets> {
    const committed = await committedOffsets(
      this.#options.topics,
      groupId(this.#options.settings.prefix, name),
      topic,
    );
    const earliest = await this.#options.reader.earliest(topic);
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
    const first = logged(await this.#options.reader.firstOf(topic, back, ends))[0];
    const last = logged(await this.#options.reader.firstOf(topic, lasts, ends)).at(-1);
    return { events: Number(events), ...(first && { first }), ...(last && { last }) };
  }
}

function most(one: bigint, other = one): bigint {
  return one > other ? one : other;
}
