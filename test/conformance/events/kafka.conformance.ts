import { after, before, test } from "node:test";
import { Broker } from "../../../trial/kafka/broker.ts";
import { eventCases } from "./cases/index.ts";
import { kafkaSubject } from "./kafka-subject.ts";

let broker: Broker;
before(async () => {
  broker = await Broker.start();
});
after(() => broker.stop());

for (const { name, run } of eventCases)
  test(`kafka: ${name}`, { timeout: 60_000 }, async (context) => {
    const subject = await kafkaSubject(broker.address);
    context.after(() => subject.close());
    await run(subject);
  });
