import type { Notes } from "../../../runtime/engine/port.ts";
import type { RestateOptions } from "../../../runtime/engine/restate/index.ts";
import { RealClock } from "../../../runtime/engine/run/clock.ts";
import { EventLog } from "../../../runtime/engine/run/events/log.ts";
import { plainJson } from "../../../runtime/engine/run/json-codec.ts";
import type { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import type { KafkaSettings } from "../../../runtime/events/kafka/index.ts";
import type { CloudEvent } from "../../../runtime/events/port.ts";
import { awaitedGroups } from "../../../runtime/service/distributed/awaited.ts";
import { besideStore } from "../../../runtime/service/distributed/beside-store.ts";
import { outboxGroup } from "../../../runtime/service/distributed/outbox.ts";

/** The type that comes from outside too, and that runs wait for. */
const awaitedType = "accepted@1";
const all = 1_000_000;

/** Events over Kafka, as a service has them; and what is asked of them that a topic does not answer. */
export interface OverKafka {
  readonly broker: NonNullable<RestateOptions["broker"]>;
  /** Once the engine serves. */
  begin(notes: Notes): Promise<void>;
  /** All in the store's log, once each: what runs published, and what came from outside. */
  events(): Promise<CloudEvent[]>;
  /** What has not gone out to Kafka, and what has not come from there into the log. */
  under(): Promise<number>;
  close(): Promise<void>;
}

export async function overKafka(store: PostgresStore, kafka: KafkaSettings): Promise<OverKafka> {
  const trouble = (message: string): void => void process.stderr.write(`${message}\n`);
  const { broker, awaited } = await besideStore({ store, kafka, json: plainJson, trouble });
  const log = new EventLog(store, plainJson, new RealClock());
  let outside: ReturnType<typeof awaited> | undefined;
  return {
    broker,
    async begin(notes) {
      outside = awaited(notes);
      await outside.serve(awaitedGroups([awaitedType]));
    },
    events: async () => (await log.read({ limit: all })).map(({ event }) => event),
    async under() {
      const carried = (await store.read("consumers")).find(({ name }) => name === outboxGroup)?.position ?? 0;
      const waiting = (await store.read("events", null, carried, all)).filter(({ seq }) => seq !== null);
      const groups = (await outside?.consumers()) ?? [];
      return groups.reduce((sum, { behind }) => sum + behind, waiting.length);
    },
    close: async () => outside?.close(),
  };
}
