import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Admin } from "@platformatic/kafka";
import { KafkaEvents } from "../../../runtime/events/kafka/index.ts";
import { Broker } from "../../../trial/kafka/broker.ts";
import { until } from "../until.ts";
import { consumptionOf } from "./engine-under-events.ts";
import { settingsAt } from "./kafka-subject.ts";
import { outside } from "./outside.ts";

let broker: Broker;
before(async () => {
  broker = await Broker.start();
});
after(() => broker.stop());

test("kafka: a topic that gets more partitions goes on in all of them, and it is told once what that does to the order", {
  timeout: 90_000,
}, async (context) => {
  const notes = new Map<string, string>();
  const told: string[] = [];
  const known = new Set<string | undefined>();
  const taken = new Map<string, unknown[]>();
  const settings = settingsAt(broker.address, { topics: { create: true, partitions: 2, replicas: 1 } });
  const replica = () =>
    new KafkaEvents({
      settings,
      inbox: {
        async accept({ lane = "", input, idempotency }) {
          if (known.has(idempotency?.key)) return;
          known.add(idempotency?.key);
          // As `consumptionOf` made it.
          taken.set(lane, [...(taken.get(lane) ?? []), (input as { data: unknown }).data]);
        },
      },
      notes: {
        read: async () => notes,
        write: async (_area, key, value) => void notes.set(key, value ?? ""),
      },
      trouble: (message) => void told.push(message),
      patienceMs: 30_000,
    });
  const replicas = [replica(), replica()];
  context.after(() => Promise.all(replicas.map((one) => one.close())));
  const mail = { name: "mail", consumption: consumptionOf({ route: "mail" }) };
  for (const one of replicas) await one.serve([mail]);
  const subjects = Array.from({ length: 30 }, (_, index) => `s${index}`);
  const publish = async (data: number) => {
    await replicas[0]?.publish(subjects.map((subject) => outside(`${subject} ${data}`, { subject, data })));
    await until(
      () => [...taken.values()].flat().length,
      (count) => count >= subjects.length * (data + 1),
    );
  };
  await publish(0);
  const admin = new Admin({ clientId: "case", bootstrapBrokers: [broker.address] });
  const topic = `${settings.prefix}event.ordered.v1`;
  await admin.createPartitions({
    topics: [{ name: topic, count: 6, assignments: Array.from({ length: 4 }, () => ({ brokerIds: [1] })) }],
    validateOnly: false,
  });
  await admin.close();
  await until(
    () => told,
    ({ length }) => length > 0,
  );
  // Whoever publishes looks for partitions every five seconds.
  for (let data = 1; data < 12; data += 1) await publish(data);
  for (const subject of subjects)
    assert.deepEqual(
      taken.get(subject),
      Array.from({ length: 12 }, (_, data) => data),
      subject,
    );
  assert.deepEqual(
    told.map((one) => one.split(":")[0]),
    [`${topic} has 6 partitions, and had 2`],
  );
});
