import { openDistributed } from "../../../runtime/service/distributed/index.ts";
import type { OpenedEngine } from "../../../runtime/service/engine.ts";
import { settingsOf } from "../../../runtime/service/settings.ts";
import type { Servers } from "../service/servers.ts";
import { until } from "../until.ts";
import { backlog, EngineUnderEvents } from "./engine-under-events.ts";
import { besideKafka } from "./kafka-beside.ts";
import type { EventSubject } from "./subject.ts";

/** The whole way, as a service goes it: runs on Restate, what they publish in PostgreSQL's log, carried from there to Kafka. */
export async function distributedSubject(servers: Servers): Promise<EventSubject> {
  const database = await servers.databases.make({ empty: true });
  const variables: Record<string, string> = {
    ...(await servers.variables(database)),
    WAYBILL_KAFKA_SESSION_SECONDS: "6",
    WAYBILL_BACKLOG_RUNS: String(backlog),
  };
  const settings = settingsOf(
    { name: "case", build: "1", services: [], systems: [], webhooks: [], openapi: {} },
    [],
    variables,
  );
  let opened: OpenedEngine;
  const under = new EngineUnderEvents(async () => {
    opened = await openDistributed({ settings, variables, routes: [], log: () => undefined });
    return opened.engine;
  });
  await under.open();
  const close = async (): Promise<void> => {
    await under.close();
    await opened.close?.();
  };
  return {
    get events() {
      return under.engine.events;
    },
    async serve(takers) {
      await under.serve(takers, true);
      // On a busy machine a service does not wait for as long as a case may.
      await until(
        () => under.engine.events.troubles(),
        ({ length }) => length === 0,
      );
    },
    publish: (...events) => under.publish(events),
    taken: (wanted) => under.taken.filter(({ route }) => route === wanted),
    gate: (shut) => under.gate(shut),
    backlog: () => under.unfinished(),
    async restart() {
      await close();
      await under.open();
    },
    ...besideKafka(servers.kafka.address, variables["WAYBILL_KAFKA_PREFIX"] ?? ""),
    close,
  };
}
