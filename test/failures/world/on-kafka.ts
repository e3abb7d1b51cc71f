import type { KafkaSettings } from "../../../runtime/events/kafka/index.ts";
import type { Broker } from "../../../trial/kafka/broker.ts";

/** After how long without a word of it a member of a group is dead, milliseconds. */
export const sessionMs = 6_000;

/** Fewer than a lane each, and as many as replicas. */
const partitions = 3;

/** A round's events on Kafka: its own topics on a broker of all rounds. */
export interface OnKafka {
  readonly broker: Broker;
  readonly settings: KafkaSettings;
  /** Of the topic that groups take from, now. */
  partitions: number;
}

export function onKafka(broker: Broker, prefix: string): OnKafka {
  const topics = { create: true, partitions, replicas: 1 };
  return { broker, settings: { brokers: [broker.address], prefix, topics, sessionMs }, partitions };
}
