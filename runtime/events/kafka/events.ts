import type { Notes } from "../../engine/port.ts";
import type { EventBroker, EventGroup, Inbox, Outbox, Untaken } from "../broker.ts";
import {
  type CloudEvent,
  type ConsumerState,
  type EventCapabilities,
  type EventPlace,
  type EventQuery,
  EventRefusal,
  type EventTrouble,
  type LoggedEvent,
  type ReplayCommand,
  type Replayed,
} from "../port.ts";
import { answered } from "./answered.ts";
import { Appender } from "./appender.ts";
import { Group } from "./group.ts";
import { Inquiry } from "./inquiry.ts";
import { Keeping } from "./keeping.ts";
import { LogReader } from "./log-reader.ts";
import { eventTopic } from "./names.ts";
import { Partitions } from "./partitions.ts";
import { recordOf } from "./record.ts";
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
  /** How long `serve` waits for the broker, milliseconds. Default 3,000. */
  readonly patienceMs?: number;
}

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
  readonly #partitions: Partitions;
  readonly #inquiry: Inquiry;
  readonly #keeping: Keeping;
  readonly #relay: Relay | undefined;
  readonly #patienceMs: number;
  #groups = new Map<string, Group>();

  constructor({ settings, inbox, outbox, notes, trouble = warn, patienceMs = 3_000 }: KafkaEventsOptions) {
    this.#patienceMs = patienceMs;
    this.#settings = settings;
    this.#inbox = inbox;
    this.#trouble = trouble;
    this.#topics = new Topics(settings);
    this.#appender = new Appender(settings, this.#topics);
    this.#reader = new LogReader(settings);
    this.#replays = new Replays(notes);
    this.#partitions = new Partitions(notes, trouble);
    this.#inquiry = new Inquiry({
      settings,
      topics: this.#topics,
      reader: this.#reader,
      replays: this.#replays,
    });
    this.#keeping = new Keeping({
      settings,
      topics: this.#topics,
      reader: this.#reader,
      groups: (type) => this.#groupsOf(type),
    });
    const { prefix } = settings;
    this.#relay = outbox && new Relay({ outbox, appender: this.#appender, prefix, trouble });
  }

  async serve(groups: readonly EventGroup[]): Promise<void> {
    this.#relay?.hold();
    await this.#stop();
    const options = {
      settings: this.#settings,
      topics: this.#topics,
      reader: this.#reader,
      appender: this.#appender,
      inbox: this.#inbox,
      replays: this.#replays,
      partitions: this.#partitions,
      trouble: this.#trouble,
    };
    const served = new Map(groups.map((group) => [group.name, new Group(group, options)] as const));
    this.#groups = served;
    const all = [...served.values()];
    // What runs publish is for these groups too: one that has not begun would begin behind it.
    void Promise.all(all.map(({ settled }) => settled)).then(() => {
      if (this.#groups === served) this.#relay?.goOn();
    });
    await Promise.all(all.map((group) => group.start(this.#patienceMs)));
  }

  troubles(): readonly EventTrouble[] {
    return [this.#relay, ...this.#groups.values()].flatMap((one) => one?.trouble ?? []);
  }

  publish(events: readonly CloudEvent[]): Promise<readonly ("accepted" | "duplicate")[]> {
    const { prefix } = this.#settings;
    const records = events.map((event) => ({ topic: eventTopic(prefix, event.type), ...recordOf(event) }));
    return answered(async () => {
      await this.#appender.append(records);
      return events.map(() => "accepted" as const);
    });
  }

  read(query: EventQuery): Promise<readonly LoggedEvent[]> {
    return answered(async () => {
      const { type } = query;
      if (type === undefined)
        throw new EventRefusal("type-needed", "Each type has a topic of its own: ask for one type.");
      if (!(await this.#topics.exists(eventTopic(this.#settings.prefix, type)))) return [];
      return this.#reader.read({ ...query, type });
    });
  }

  /** One that cannot be asked about is left out, unless none can. */
  consumers(): Promise<readonly ConsumerState[]> {
    return answered(async () => {
      const asked = await Promise.allSettled(
        [...this.#groups.values()].map((group) => this.#inquiry.state(group)),
      );
      const known = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const failed = asked.find((one) => one.status === "rejected");
      if (failed !== undefined && known.length === 0) throw failed.reason;
      return known;
    });
  }

  places(types: readonly string[]): Promise<readonly EventPlace[]> {
    return this.#keeping.places(types);
  }

  untaken(type: string, end?: string): Promise<Untaken> {
    return answered(() => this.#keeping.untaken(type, end));
  }

  replay(command: ReplayCommand): Promise<Replayed> {
    return answered(async () => {
      const group = this.#groups.get(command.group);
      if (group === undefined)
        throw new EventRefusal("unknown-group", `No route ${command.group} takes events here.`);
      return this.#inquiry.replay(group, command);
    });
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#relay?.close();
    await this.#appender.close();
    await this.#reader.close();
    await this.#topics.close();
  }

  #groupsOf(type: string): readonly string[] {
    return [...this.#groups].flatMap(([name, { group }]) => (group.consumption.type === type ? [name] : []));
  }

  async #stop(): Promise<void> {
    await Promise.all([...this.#groups.values()].map((group) => group.stop()));
    this.#groups.clear();
  }
}

function warn(message: string): void {
  process.emitWarning(message, { code: "WAYBILL_KAFKA" });
}
