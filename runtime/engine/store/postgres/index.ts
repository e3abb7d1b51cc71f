/** The store on PostgreSQL, which many replicas share. */

export { arrival, arrive } from "./arriving.ts";
export type { PostgresSettings } from "./connection.ts";
export { Databases } from "./databases.ts";
export { postgresSettingsOf } from "./settings.ts";
export { PostgresStore } from "./store.ts";
