import pg from "pg";

/** Where PostgreSQL is, and who asks. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Asked for at each connection, so that it rotates. Absent: the server wants none. */
  readonly password?: () => string;
  /** Encrypted, the server's certificate and name verified; `ca` instead of the system's authorities, PEM. */
  readonly tls?: { readonly ca?: string };
}

/** How long an answer is waited for before the connection is given up, milliseconds. */
const answerMs = 15_000;
const connectMs = 3_000;
/** Reads under way at once; more wait. */
const readers = 6;

/** OIDs of `bigint`: numbers of this store are below 2^53. */
const bigint = 20;

const types = new pg.TypeOverrides();
types.setTypeParser(bigint, Number);

function configOf({ host, port, database, user, password, tls }: PostgresSettings): pg.ClientConfig {
  return {
    host,
    port,
    database,
    user,
    ...(password && { password: () => password() }),
    ...(tls && { ssl: { ...tls, servername: host } }),
    types,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    application_name: "waybill",
  };
}

/** For reads. A connection that breaks is replaced by the next read. */
export function poolOf(settings: PostgresSettings): pg.Pool {
  const pool = new pg.Pool({
    ...configOf(settings),
    max: readers,
    query_timeout: answerMs,
    idleTimeoutMillis: 60_000,
  });
  // Of one that lies idle: who uses one is told by its query.
  pool.on("error", () => undefined);
  // Of one that is in use and breaks between two queries: the next one says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** A connection of its own, connected. */
export async function connect(settings: PostgresSettings, patient = false): Promise<pg.Client> {
  const client = new pg.Client({ ...configOf(settings), ...(patient ? {} : { query_timeout: answerMs }) });
  // As above.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** The server without its secrets, for messages. */
export function nameOf({ host, port, database }: PostgresSettings): string {
  return `postgres://${host}:${port}/${database}`;
}

export type { Client, Pool } from "pg";
