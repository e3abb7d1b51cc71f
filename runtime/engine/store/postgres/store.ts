import { createHash } from "node:crypto";
import { StoreError } from "../port.ts";
import type { SharedReads, SharedStore, SharedWrite } from "../shared-port.ts";
import { auditReads } from "./audit.ts";
import { claimReads } from "./claims.ts";
import { nameOf, type Pool, type PostgresSettings, poolOf } from "./connection.ts";
import { deadLetterReads } from "./dead-letters.ts";
import { erasureReads } from "./erasure.ts";
import { storeError } from "./errors.ts";
import { eventReads } from "./events.ts";
import { graphReads } from "./graphs.ts";
import { migrate } from "./migrate.ts";
import { noteReads } from "./notes.ts";
import type { AreaReads, Query } from "./operation.ts";
import { runReads } from "./runs.ts";
import { scheduleReads } from "./schedules.ts";
import { type Exchange, exchange } from "./shared.ts";
import { stepReads } from "./steps.ts";
import { storable } from "./storable.ts";
import { waitReads } from "./waits.ts";
import { Writer } from "./writer.ts";

const reads: AreaReads<keyof SharedReads> = {
  ...auditReads,
  ...claimReads,
  ...deadLetterReads,
  ...erasureReads,
  ...eventReads,
  ...graphReads,
  ...noteReads,
  ...runReads,
  ...scheduleReads,
  ...stepReads,
  ...waitReads,
};

/** Reads that nobody asks for the sake of a write that is still under way. */
const hasty: ReadonlySet<keyof SharedReads> = new Set<keyof SharedReads>(["reserve", "heads"]);

/**
 * A store that many processes share, in the schema `waybill` of a PostgreSQL database. Owns: its connections.
 *
 * A read is carried out after the writes that this process handed over before it, but for the hasty ones.
 */
export class PostgresStore implements SharedStore {
  readonly #settings: PostgresSettings;
  readonly #writer: Writer;
  readonly #pool: Pool;
  readonly #query: Query;
  #closed = false;

  private constructor(settings: PostgresSettings) {
    this.#settings = settings;
    this.#writer = new Writer(settings);
    this.#pool = poolOf(settings);
    this.#query = queryOf(this.#pool);
  }

  /** Brings the schema forward first. Rejects with a `StoreError` where the database can not be had. */
  static async open(settings: PostgresSettings): Promise<PostgresStore> {
    const store = new PostgresStore(settings);
    try {
      await migrate(settings);
      await store.#writer.open();
      return store;
    } catch (error) {
      await store.close();
      throw storeError(error, nameOf(settings));
    }
  }

  write(operations: readonly SharedWrite[]): Promise<string | null> {
    return this.#writer.write(operations);
  }

  async read<Name extends keyof SharedReads>(
    name: Name,
    ...given: Parameters<SharedReads[Name]>
  ): Promise<ReturnType<SharedReads[Name]>> {
    this.#mustBeOpen();
    if (!hasty.has(name)) await this.#writer.settled();
    try {
      // One generic call for all reads: the name picks function and arguments alike, which TypeScript can not follow.
      const read = reads[name] as (query: Query, ...of: unknown[]) => Promise<ReturnType<SharedReads[Name]>>;
      return await read(this.#query, ...given);
    } catch (error) {
      throw this.#closed ? closed() : storeError(error, nameOf(this.#settings));
    }
  }

  readonly exchange: Exchange = async (keys, change) => {
    this.#mustBeOpen();
    try {
      return await exchange(this.#pool, keys, change);
    } catch (error) {
      throw this.#closed ? closed() : storeError(error, nameOf(this.#settings));
    }
  };

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#writer.close();
    this.#closed = true;
    await this.#pool.end();
  }

  #mustBeOpen(): void {
    if (this.#closed) throw closed();
  }
}

function closed(): StoreError {
  return new StoreError("closed", "The store is closed.");
}

function queryOf(pool: Pool): Query {
  const names = new Map<string, string>();
  return async <Row>(text: string, values: readonly unknown[]) => {
    let name = names.get(text);
    if (name === undefined) {
      name = createHash("sha256").update(text).digest("base64url").slice(0, 20);
      names.set(text, name);
    }
    const clean = values.map((value) => (typeof value === "string" ? storable(value) : value));
    // The caller says what its SQL returns.
    return (await pool.query({ name, text, values: clean })).rows as Row[];
  };
}
