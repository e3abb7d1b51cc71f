import { fileURLToPath } from "node:url";
import pg from "pg";
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
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

/** A server, and a new database for each case: a copy of one whose schema is there, which is made in no time. */
export class Databases {
  readonly server: Server;
  #made = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  /** `host`: an address of this machine. */
  static async start(host?: string): Promise<Databases> {
    const databases = new Databases(await Server.start(await postgresPackages(), host));
    await databases.#mustBe(process.env[majorVariable]);
    await databases.#say("CREATE DATABASE ready");
    await (await PostgresStore.open(databases.server.settings("ready"))).close();
    return databases;
  }

  /** The name of one nobody else has. `empty`: without a schema. */
  async make({ empty = false } = {}): Promise<string> {
    const name = `case_${++this.#made}`;
    await this.#say(`CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : "ready"}`);
    return name;
  }

  open(name: string): Promise<PostgresStore> {
    return PostgresStore.open(this.server.settings(name));
  }

  /** A suite that is told a version tries no other. */
  async #mustBe(major: string | undefined): Promise<void> {
    const [{ server_version: version = "" } = {}] = await this.#say("SHOW server_version");
    if (major && !version.startsWith(`${major}.`)) throw new Error(`PostgreSQL ${version} is not ${major}.`);
  }

  async #say(sql: string): Promise<readonly Record<string, string>[]> {
    const client = new pg.Client(this.server.settings("postgres"));
    await client.connect();
    const { rows } = await client.query<Record<string, string>>(sql);
    await client.end();
    return rows;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
