import { RestateEngine } from "../engine/restate/index.ts";
import { Databases, type PostgresSettings, PostgresStore } from "../engine/store/postgres/index.ts";
import type { Ground } from "./ground.ts";

/** Real servers, which many scenarios share one after the other. */
export interface DistributedServers {
  /** One that may make databases. */
  readonly postgres: PostgresSettings;
  /** `host:port` of both its addresses. */
  readonly restate: { readonly ingress: string; readonly admin: string };
  /** A port of this machine that nobody listens at. */
  readonly port: () => Promise<number>;
}

/**
 * Each scenario on a database of its own, its routes under names of their own at Restate. Time is the scenario's all the same: Restate
 * is told of what moves later when it does (`RestateOptions.clock`). Events go by the store's log, and limits hold for the one replica
 * that there is.
 */
export async function distributed({ postgres, restate, port }: DistributedServers): Promise<Ground> {
  const databases = await Databases.begin(postgres, "scenario");
  return async (options) => {
    const [database, listening] = await Promise.all([databases.make(), port()]);
    const store = await PostgresStore.open(databases.settings(database));
    return new RestateEngine({
      store,
      restate: {
        ingress: `http://${restate.ingress}`,
        listen: { host: "127.0.0.1", port: listening },
        prefix: `${database}-`,
        register: { admin: `http://${restate.admin}`, address: `http://127.0.0.1:${listening}` },
      },
      ...options,
    });
  };
}
