/** The store on PostgreSQL, which many replicas share. */

export { arrive } from "./arriving.ts";
export { postgresSettingsOf } from "./settings.ts";
export { PostgresStore } from "./store.ts";
