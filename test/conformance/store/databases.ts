import pg from "pg";
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { Server } from "../../../trial/postgres/server.ts";

/** A server, and a new database for each case: a copy of one whose schema is there, which is made in no time. */
export class Databases {
  readonly server: Server;
  #made = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<Databases> {
    const databases = new Databases(await Server.start());
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

  async #say(sql: string): Promise<void> {
    const client = new pg.Client(this.server.settings("postgres"));
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
