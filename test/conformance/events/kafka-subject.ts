import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type KafkaEvents as Kafka,
  KafkaEvents,
  type KafkaSettings,
} from "../../../runtime/events/kafka/index.ts";
import { outboxOf } from "./engine-outbox.ts";
import { consumptionOf, EngineUnderEvents, embeddedOn } from "./engine-under-events.ts";
import { besideKafka } from "./kafka-beside.ts";
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
  const under = new EngineUnderEvents(embeddedOn(join(folder, "store.db")));
  const settings = settingsAt(address);
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
    backlog: () => under.unfinished(),
    async restart() {
      await events.close();
      await under.close();
      await open();
    },
    ...besideKafka(address, settings.prefix),
    async close() {
      await events.close();
      await under.close();
      await rm(folder, { recursive: true });
    },
  };
}
