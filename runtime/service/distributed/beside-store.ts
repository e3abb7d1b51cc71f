import { randomUUID } from "node:crypto";
import type { Notes } from "../../engine/port.ts";
import type { RestateOptions } from "../../engine/restate/index.ts";
import { RealClock } from "../../engine/run/clock.ts";
import { EventLog } from "../../engine/run/events/log.ts";
import type { JsonCodec } from "../../engine/run/json-codec.ts";
import type { PostgresStore } from "../../engine/store/postgres/index.ts";
import { KafkaEvents, type KafkaSettings } from "../../events/kafka/index.ts";
import type { Exchange } from "../../flow/shared/index.ts";
import { awaitedInbox, markName } from "./awaited.ts";
import { LogOutbox } from "./outbox.ts";

export interface BesideStoreOptions {
  readonly store: PostgresStore;
  readonly kafka: KafkaSettings;
  readonly json: JsonCodec;
  readonly trouble: (message: string) => void;
}

/** Events on Kafka beside a store that replicas share. */
export interface BesideStore {
  /** For the engine: what runs publish is carried from the store's log, and routes take from topics. */
  readonly broker: NonNullable<RestateOptions["broker"]>;
  /** What brings events from outside into the store's log, where runs wait for them. It serves nothing before `serve`. */
  readonly awaited: (notes: Notes) => KafkaEvents;
}

export async function besideStore({ store, kafka, json, trouble }: BesideStoreOptions): Promise<BesideStore> {
  const { exchange } = store;
  const mark = await storeMark(exchange);
  const of = { settings: kafka, trouble };
  return {
    broker: (around) => {
      const now = () => Date.now();
      const outbox = new LogOutbox({ store, exchange, json, mark: { [markName]: mark }, now });
      return new KafkaEvents({ ...of, ...around, outbox });
    },
    awaited: (notes) => {
      const inbox = awaitedInbox(new EventLog(store, json, new RealClock()), mark);
      return new KafkaEvents({ ...of, inbox, notes });
    },
  };
}

/** Which store this is, for events that come back by the broker: the first replica names it. */
function storeMark(exchange: Exchange): Promise<string> {
  const key = "store";
  return exchange([key], (texts) => {
    const known = texts.get(key);
    const mark = known ?? randomUUID();
    return { texts: known === undefined ? new Map([[key, mark]]) : new Map(), answer: mark };
  });
}
