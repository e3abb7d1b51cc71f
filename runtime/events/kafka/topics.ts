import { setTimeout as sleep } from "node:timers/promises";
import type { Admin } from "@platformatic/kafka";
import { adminOf } from "./client.ts";
import { isKafka, isRefused, said, Told } from "./said.ts";
import type { KafkaSettings } from "./settings.ts";

/** Which topics there are. Owns: the client for administration, and that a topic is made once. */
export class Topics {
  readonly admin: Admin;
  readonly #settings: KafkaSettings;
  readonly #known = new Map<string, Promise<void>>();

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
    this.admin = adminOf(settings);
  }

  /** Resolves when the topic is there. Rejects where it is missing and nobody here may make it. */
  async ready(topic: string): Promise<void> {
    const known = this.#known.get(topic) ?? this.#make(topic);
    this.#known.set(topic, known);
    try {
      await known;
    } catch (error) {
      this.#known.delete(topic);
      if (error instanceof Told || !isRefused(error)) throw error;
      throw new Told(`The topic ${topic} is not there or not seen: ${said(error)}`, { cause: error });
    }
  }

  async exists(topic: string): Promise<boolean> {
    return (await this.admin.listTopics()).includes(topic);
  }

  async #make(topic: string): Promise<void> {
    if (await this.exists(topic)) return;
    const { create, partitions, replicas } = this.#settings.topics;
    if (!create)
      throw new Told(
        `The topic ${topic} is missing, and WAYBILL_KAFKA_CREATE_TOPICS says not to create any.`,
      );
    try {
      await this.admin.createTopics({
        topics: [topic],
        partitions,
        replicas,
        configs: [
          // What is kept and what is replayed goes by when an event came, not by what its publisher's clock said.
          { name: "message.timestamp.type", value: "LogAppendTime" },
          ...(replicas > 2 ? [{ name: "min.insync.replicas", value: "2" }] : []),
        ],
      });
    } catch (error) {
      if (!isKafka(error, "TOPIC_ALREADY_EXISTS")) throw error;
    }
    await this.#led(topic);
  }

  /** A new topic has no leaders for a moment. */
  async #led(topic: string): Promise<void> {
    for (let tries = 0; tries < 50; tries += 1) {
      if (await this.exists(topic)) {
        const { topics } = await this.admin.metadata({ topics: [topic], forceUpdate: true });
        if (topics.get(topic)?.partitions.every(({ leader }) => leader >= 0) === true) return;
      }
      await sleep(100);
    }
    throw new Error(`The topic ${topic} has no leaders.`);
  }

  close(): Promise<void> {
    return this.admin.close();
  }
}
