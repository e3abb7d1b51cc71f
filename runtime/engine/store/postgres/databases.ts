import { connect, type PostgresSettings } from "./connection.ts";
import { PostgresStore } from "./store.ts";

/** New databases on one server, copies of one that has the schema, which are made in no time: one for each scenario, one for each test. */
export class Databases {
  readonly #server: PostgresSettings;
  readonly #name: string;
  #made = 0;

  private constructor(server: PostgresSettings, name: string) {
    this.#server = server;
    this.#name = name;
  }

  /** `name` is the first word of theirs. `server` names a database to ask for them in. */
  static async begin(server: PostgresSettings, name: string): Promise<Databases> {
    const databases = new Databases(server, name);
    await databases.#say(`CREATE DATABASE ${name}_ready`);
    await (await PostgresStore.open(databases.settings(`${name}_ready`))).close();
    return databases;
  }

  /** The name of one nobody else has. `empty`: without a schema. */
  async make({ empty = false } = {}): Promise<string> {
    const name = `${this.#name}_${++this.#made}`;
    await this.#say(`CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : `${this.#name}_ready`}`);
    return name;
  }

  settings(database: string): PostgresSettings {
    return { ...this.#server, database };
  }

  async #say(sql: string): Promise<void> {
    const client = await connect(this.#server);
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
