/** The store on PostgreSQL, which many replicas share. */
export { PostgresStore } from "./store.ts";
