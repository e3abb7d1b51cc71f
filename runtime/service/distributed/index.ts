import type { Route } from "../../contract/route.ts";
import { RestateEngine } from "../../engine/restate/index.ts";
import { StoreError } from "../../engine/store/port.ts";
import { PostgresStore, postgresSettingsOf } from "../../engine/store/postgres/index.ts";
import { kafkaSettingsOf } from "../../events/kafka/index.ts";
import type { Log } from "../../telemetry/log.ts";
import { engineOptions, type OpenedEngine } from "../engine.ts";
import { secretsOf, type Variables } from "../secrets.ts";
import { type Settings, StartError } from "../settings.ts";
import { awaitedGroups } from "./awaited.ts";
import { besideStore } from "./beside-store.ts";
import { loopback, restateSettingsOf } from "./restate-settings.ts";

export interface DistributedOptions {
  readonly settings: Settings;
  readonly variables: Variables;
  readonly routes: readonly Route<unknown>[];
  readonly log: Log;
}

/** Restate moves runs, PostgreSQL remembers them, Kafka carries events. Rejects with a `StartError` for what a person must put right. */
export async function openDistributed(options: DistributedOptions): Promise<OpenedEngine> {
  const { settings, routes, log } = options;
  const below = readSettings(options.variables);
  const store = await PostgresStore.open(below.postgres).catch((error: unknown) => {
    throw error instanceof StoreError ? new StartError([error.message]) : error;
  });
  try {
    const told = engineOptions(settings, routes);
    const trouble = (message: string): void => log("warn", message, {});
    if (below.restate.listen.host !== loopback && below.restate.identities === undefined)
      trouble(
        `Who reaches port ${below.restate.listen.port} may call as Restate does, and take runs from replicas that work on them. WAYBILL_RESTATE_IDENTITIES says whose calls are heard`,
      );
    const { broker, awaited } = await besideStore({ store, kafka: below.kafka, json: told.json, trouble });
    const engine = new RestateEngine({ ...told, store, restate: below.restate, broker });
    const outside = awaited(engine.notes);
    const types = routes.flatMap(({ awaits = [] }) => awaits.map(({ type }) => type));
    return {
      engine,
      exchange: store.exchange,
      begin: () => outside.serve(awaitedGroups(types)),
      close: () => outside.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What the environment says of all three, or all that is wrong with it. */
function readSettings(variables: Variables) {
  const secrets = secretsOf(variables);
  const current = (variable: string) => secrets.variable(variable);
  const postgres = postgresSettingsOf(variables, current);
  const kafka = kafkaSettingsOf(variables, current);
  const restate = restateSettingsOf(variables);
  if ("settings" in postgres && "settings" in kafka && "settings" in restate)
    return { postgres: postgres.settings, kafka: kafka.settings, restate: restate.settings };
  throw new StartError([postgres, kafka, restate].flatMap((each) => ("reasons" in each ? each.reasons : [])));
}
