/** The store on PostgreSQL, which many replicas share. */

export { postgresSettingsOf } from "./settings.ts";
export { PostgresStore } from "./store.ts";
