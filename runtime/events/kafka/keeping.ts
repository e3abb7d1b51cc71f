import { setTimeout as sleep } from "node:timers/promises";
import { ConfigResourceTypes } from "@platformatic/kafka";
import type { Untaken } from "../broker.ts";
import type { EventPlace } from "../port.ts";
import { answered } from "./answered.ts";
import { committedOffsets } from "./group.ts";
import type { LogReader } from "./log-reader.ts";
import { deadLetterTopic, eventTopic } from "./names.ts";
import { type Offsets, offsetsOf, positionText } from "./position.ts";
import { said } from "./said.ts";
import type { KafkaSettings } from "./settings.ts";
import type { Topics } from "./topics.ts";

export interface KeepingOptions {
  readonly settings: KafkaSettings;
  readonly topics: Topics;
  readonly reader: LogReader;
  /** Of a type: those that this process serves. */
  readonly groups: (type: string) => readonly string[];
}

/** How often the broker looks for what to delete (`log.retention.check.interval.ms`, unless a cluster says otherwise), milliseconds. */
const checkMs = 300_000;
/** How long a group that is behind is waited for, and how often it is looked at. */
const patienceMs = 2_000;
const lookMs = 200;

/** What topics still hold when an engine's store forgets, and who has yet to take it. */
export class Keeping {
  readonly #options: KeepingOptions;

  constructor(options: KeepingOptions) {
    this.#options = options;
  }

  /** The topics of these types, and those of what the groups of each could not read: those that hold something. */
  async places(types: readonly string[]): Promise<readonly EventPlace[]> {
    const { settings, groups } = this.#options;
    const topics = types.flatMap((type) => [
      { type, place: eventTopic(settings.prefix, type) },
      ...groups(type).map((group) => ({ type, place: deadLetterTopic(settings.prefix, group) })),
    ]);
    try {
      return await answered(async () => {
        const held = await Promise.all(
          topics.map(async (topic) => ((await this.#holds(topic.place)) ? [topic] : [])),
        );
        return Promise.all(
          held.flat().map(async (topic) => ({ ...topic, ...(await this.#until(topic.place)) })),
        );
      });
    } catch (error) {
      return topics.map((topic) => ({ ...topic, reason: said(error) }));
    }
  }

  async untaken(type: string, end?: string): Promise<Untaken> {
    const { settings, topics, reader } = this.#options;
    const topic = eventTopic(settings.prefix, type);
    if (!(await topics.exists(topic))) return { end: "" };
    const until = end === undefined ? await reader.ends(topic) : offsetsOf(end);
    const told = positionText(until);
    for (const late = Date.now() + patienceMs; ; await sleep(lookMs)) {
      const group = await this.#behind(topic, until);
      if (group === undefined) return { end: told };
      if (Date.now() > late) return { end: told, group };
    }
  }

  async #behind(topic: string, until: Offsets): Promise<string | undefined> {
    const { settings, topics, reader } = this.#options;
    const { prefix } = settings;
    const ids = [...(await topics.admin.listGroups()).keys()].filter((id) => id.startsWith(prefix));
    const earliest = await reader.earliest(topic);
    for (const id of ids) {
      const taken = await committedOffsets(topics, id, topic);
      // What is no longer kept nobody takes; in a partition that is new to a group it begins at the first.
      const isBehind = ([partition, end]: readonly [number, bigint]): boolean =>
        [taken.get(partition), earliest.get(partition)].every((at = 0n) => at < end);
      if (taken.size > 0 && [...until].some(isBehind)) return id.slice(prefix.length);
    }
    return undefined;
  }

  async #holds(topic: string): Promise<boolean> {
    const { topics, reader } = this.#options;
    if (!(await topics.exists(topic))) return false;
    const [from, to] = [await reader.earliest(topic), await reader.ends(topic)];
    return [...to].some(([partition, end]) => end > (from.get(partition) ?? 0n));
  }

  /**
   * A record goes with its segment, which is deleted when the newest record in it is older than `retention.ms`; a segment takes records
   * for `segment.ms` after its first (https://kafka.apache.org/documentation/#topicconfigs_retention.ms).
   */
  async #until(topic: string): Promise<Pick<EventPlace, "until" | "reason">> {
    try {
      const described = await this.#options.topics.admin.describeConfigs({
        resources: [
          {
            resourceType: ConfigResourceTypes.TOPIC,
            resourceName: topic,
            configurationKeys: ["cleanup.policy", "retention.ms", "segment.ms", "file.delete.delay.ms"],
          },
        ],
      });
      const configs = new Map(
        described.flatMap((one) => one.configs).map(({ name, value }) => [name, value ?? ""]),
      );
      if (configs.get("cleanup.policy")?.includes("delete") !== true)
        return { reason: "the newest event of each subject stays (cleanup.policy is compact)" };
      const [retention = -1, ...rest] = ["retention.ms", "segment.ms", "file.delete.delay.ms"].map((name) =>
        Number(configs.get(name)),
      );
      if (retention < 0) return { reason: "it stays (retention.ms is -1)" };
      return { until: Date.now() + retention + rest.reduce((sum, ms) => sum + ms, checkMs) };
    } catch (error) {
      return { reason: said(error) };
    }
  }
}
