import { Admin, Consumer, Producer } from "@platformatic/kafka";
import { deadLetterTopic, eventTopic } from "../../../runtime/events/kafka/names.ts";
import type { EventSubject } from "./subject.ts";

/** What a case does to topics, and sees of them, beside the adapter. */
export function besideKafka(
  address: string,
  prefix: string,
): Pick<EventSubject, "spoil" | "putAside" | "expire"> {
  const client = { clientId: "case", bootstrapBrokers: [address] };
  const ends = async (topic: string): Promise<bigint[]> => {
    const reader = new Consumer({ ...client, groupId: "case" });
    try {
      return (await reader.listOffsets({ topics: [topic] })).get(topic) ?? [];
    } finally {
      await reader.close(true);
    }
  };
  return {
    async spoil(type, subject) {
      const producer = new Producer(client);
      const topic = eventTopic(prefix, type);
      await producer.send({ messages: [{ topic, key: Buffer.from(subject), value: Buffer.from("{") }] });
      await producer.close();
    },
    async putAside(route) {
      const offsets = await ends(deadLetterTopic(prefix, route));
      return Number(offsets.reduce((sum, offset) => sum + offset, 0n));
    },
    async expire(type) {
      const topic = eventTopic(prefix, type);
      const admin = new Admin(client);
      const partitions = (await ends(topic)).map((offset, partition) => ({ partition, offset }));
      await admin.deleteRecords({ topics: [{ name: topic, partitions }] });
      await admin.close();
    },
  };
}
