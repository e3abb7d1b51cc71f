/**
 * A process that takes events of a group and gives each to the inbox at an address: to be killed. Its arguments: broker, prefix,
 * inbox. Prints `ready` once the group has begun.
 */
import { KafkaEvents } from "../../../runtime/events/kafka/index.ts";
import { consumptionOf } from "./engine-under-events.ts";
import { settingsAt } from "./kafka-subject.ts";

const [broker = "", prefix = "", inbox = ""] = process.argv.slice(2);
const events = new KafkaEvents({
  settings: settingsAt(broker, { prefix, sessionMs: 3_000 }),
  inbox: {
    async accept(command) {
      const answer = await fetch(inbox, { method: "POST", body: JSON.stringify(command) });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The inbox answers ${answer.status}.`);
    },
  },
  notes: { read: async () => new Map(), write: async () => undefined },
  trouble: (message) => console.error(message),
});
process.once("SIGTERM", () => void events.close().then(() => process.exit(0)));
await events.serve([{ name: "mail", consumption: consumptionOf({ route: "mail", from: "beginning" }) }]);
console.log("ready");
