import { setTimeout as pause } from "node:timers/promises";
import { Admin } from "@platformatic/kafka";
import { eventTopic } from "../../../runtime/events/kafka/names.ts";
import { type OnKafka, sessionMs } from "../world/on-kafka.ts";
import type { World } from "../world/world.ts";
import type { Fault } from "./fault.ts";

/** What says that events are taken: who listens calls for each. */
const heard = "notify";

/** Each time as soon as events go on. */
export const kafkaKilled: Fault = {
  name: "Kafka is killed twice",
  overKafka: true,
  breaks: "kafka",
  async happen(world, chance) {
    const { broker } = kafkaOf(world);
    for (let times = 0; times < 2; times += 1) {
      await broker.kill();
      await pause(500 + chance.below(3_000));
      await broker.start();
      await world.moves(heard);
    }
  },
};

/** When it goes on, no member of any group is one any more. */
export const kafkaFrozen: Fault = {
  name: "Kafka stands still for longer than a session",
  overKafka: true,
  breaks: "kafka",
  async happen(world, chance) {
    const { broker } = kafkaOf(world);
    broker.pause();
    await pause(sessionMs * 1.5 + chance.below(10_000));
    broker.goOn();
    await world.moves(heard);
  },
};

/** Subjects go to other partitions than those where their events still stand. */
export const partitionsGrown: Fault = {
  name: "a topic gets more partitions",
  overKafka: true,
  breaks: "kafka",
  async happen(world, chance) {
    const on = kafkaOf(world);
    world.mayOvertake = true;
    const more = 1 + chance.below(3);
    const admin = new Admin({ clientId: "failures", bootstrapBrokers: [on.broker.address] });
    const topic = {
      name: eventTopic(on.settings.prefix, "accepted@1"),
      count: on.partitions + more,
      assignments: Array.from({ length: more }, () => ({ brokerIds: [1] })),
    };
    try {
      await admin.createPartitions({ topics: [topic], validateOnly: false });
    } finally {
      await admin.close();
    }
    on.partitions += more;
    await world.moves(heard);
  },
};

function kafkaOf({ kafka }: World): OnKafka {
  if (kafka === undefined) throw new Error("This round's events do not go over Kafka.");
  return kafka;
}
