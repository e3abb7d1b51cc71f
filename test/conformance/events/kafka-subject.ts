import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Admin, Consumer, Producer } from "@platformatic/kafka";
import {
  type KafkaEvents as Kafka,
  KafkaEvents,
  type KafkaSettings,
} from "../../../runtime/events/kafka/index.ts";
import { deadLetterTopic, eventTopic } from "../../../runtime/events/kafka/names.ts";
import { outboxOf } from "./engine-outbox.ts";
import { consumptionOf, EngineUnderEvents } from "./engine-under-events.ts";
import type { EventSubject } from "./subject.ts";

export function settingsAt(address: string, more: Partial<KafkaSettings> = {}): KafkaSettings {
  return {
    brokers: [address],
    prefix: `case-${crypto.randomUUID().slice(0, 8)}.`,
    topics: { create: true, partitions: 4, replicas: 1 },
    sessionMs: 6_000,
    ...more,
  };
}

/** Events on a real broker; runs are the embedded engine's, its log is the outbox, its `accept` the inbox. */
export async function kafkaSubject(address: string): Promise<EventSubject> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-conformance-"));
  const under = new EngineUnderEvents(join(folder, "store.db"));
  const settings = settingsAt(address);
  const client = { clientId: "case", bootstrapBrokers: [address] };
  let events: Kafka;
  const open = async (): Promise<void> => {
    await under.open();
    const { engine } = under;
    events = new KafkaEvents({
      settings,
      inbox: engine,
      outbox: outboxOf(engine),
      notes: engine.notes,
      trouble: () => undefined,
      patienceMs: 30_000,
    });
  };
  const ends = async (topic: string): Promise<bigint[]> => {
    const reader = new Consumer({ ...client, groupId: "case" });
    try {
      return (await reader.listOffsets({ topics: [topic] })).get(topic) ?? [];
    } finally {
      await reader.close(true);
    }
  };
  await open();
  return {
    get events() {
      return events;
    },
    async serve(takers) {
      await events.serve([]);
      await under.serve(takers, false);
      await events.serve(takers.map((taker) => ({ name: taker.route, consumption: consumptionOf(taker) })));
    },
    publish: (...published) => under.publish(published),
    taken: (wanted) => under.taken.filter(({ route }) => route === wanted),
    gate: (shut) => under.gate(shut),
    backlog: async () => {
      const { waiting, running } = await under.engine.backlog();
      return waiting + running;
    },
    async restart() {
      await events.close();
      await under.close();
      await open();
    },
    async spoil(type, subject) {
      const producer = new Producer(client);
      const topic = eventTopic(settings.prefix, type);
      await producer.send({ messages: [{ topic, key: Buffer.from(subject), value: Buffer.from("{") }] });
      await producer.close();
    },
    async putAside(route) {
      const offsets = await ends(deadLetterTopic(settings.prefix, route));
      return Number(offsets.reduce((sum, offset) => sum + offset, 0n));
    },
    async expire(type) {
      const topic = eventTopic(settings.prefix, type);
      const admin = new Admin(client);
      const partitions = (await ends(topic)).map((offset, partition) => ({ partition, offset }));
      await admin.deleteRecords({ topics: [{ name: topic, partitions }] });
      await admin.close();
    },
    async close() {
      await events.close();
      await under.close();
      await rm(folder, { recursive: true });
    },
  };
}
