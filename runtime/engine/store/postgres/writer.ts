import { randomUUID } from "node:crypto";
import { StoreError } from "../port.ts";
import type { SharedWrite } from "../shared-port.ts";
import { type Client, connect, nameOf, type PostgresSettings } from "./connection.ts";
import { isLost, mayRepeat, storeError } from "./errors.ts";
import { functionSchema } from "./functions.ts";
import { firstRun } from "./runs.ts";
import { storable } from "./storable.ts";

/** One call of `write`. */
interface Group {
  readonly writes: readonly SharedWrite[];
  readonly resolve: (answer: string | null) => void;
  readonly reject: (error: StoreError) => void;
}

/** A new connection, and the last commit of the one before. */
interface Last {
  readonly client: Client;
  readonly batch: number;
  readonly answers: (string | null)[] | null;
}

/** Groups of one commit. More would keep the first of them waiting. */
const most = 128;
/** How often a commit that the server broke off for another's sake is tried again. */
const repeats = 5;
const firstPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Writes, on one connection of its own. Owns: what is collected while a commit runs, and who waits for it.
 *
 * 1. One commit is under way at a time; all that comes meanwhile is the next. So groups are committed in the order of `write`.
 * 2. Where a batch is refused each of its groups is tried by itself, so that one bad group harms no other.
 * 3. Where the connection is lost during a commit, the server is asked, once it answers again, whether it was done, and only if not it
 *    is done again: each group is written once. Who waits for it goes on waiting, but for callers who want a run accepted: those are
 *    turned away, and know their message again by its key when they come back.
 * 4. While the server is away what comes is refused at once.
 */
export class Writer {
  readonly #settings: PostgresSettings;
  readonly #id = randomUUID();
  #client: Client | undefined;
  #epoch = 0;
  #batch = 0;
  #next: Group[] = [];
  #working: Promise<void> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #away: StoreError | undefined;
  #closed = false;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
  }

  async open(): Promise<void> {
    await this.#connect();
  }

  write(writes: readonly SharedWrite[]): Promise<string | null> {
    if (this.#closed) return Promise.reject(closed());
    if (this.#away !== undefined) return Promise.reject(this.#away);
    const written = new Promise<string | null>((resolve, reject) => {
      this.#next.push({ writes, resolve, reject });
    });
    this.#last = written.catch(() => undefined);
    // After the present turn of the event loop, so that all that came in with it shares a commit.
    this.#working ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.#work());
    return written;
  }

  /** Resolves when what was handed over before is written or refused; at once where the server is away. */
  async settled(): Promise<void> {
    if (this.#away === undefined) await this.#last;
  }

  /** What was handed over is written first, where the server is there. */
  async close(): Promise<void> {
    this.#closed = true;
    await (this.#away === undefined ? this.#working : undefined);
    await this.#client?.end().catch(() => undefined);
  }

  async #work(): Promise<void> {
    while (this.#next.length > 0) {
      const groups = this.#next.splice(0, most);
      await this.#commit(groups).catch((error: unknown) =>
        rejectAll(groups, storeError(error, nameOf(this.#settings))),
      );
    }
    this.#working = undefined;
  }

  /** Settles each group. */
  async #commit(groups: readonly Group[]): Promise<void> {
    const text = textOf(groups.map(({ writes }) => writes));
    const number = ++this.#batch;
    for (let tried = 1; ; tried += 1) {
      try {
        return settle(groups, await this.#call(number, text));
      } catch (error) {
        if (isLost(error)) {
          const answers = await this.#askAgain(number, groups, error);
          if (answers !== undefined) return settle(groups, answers);
        } else if (!mayRepeat(error) || tried >= repeats) {
          if (groups.length === 1) return rejectAll(groups, storeError(error, nameOf(this.#settings)));
          for (const group of groups) await this.#commit([group]);
          return undefined;
        }
      }
    }
  }

  async #call(number: number, text: string): Promise<readonly (string | null)[]> {
    const client = this.#client ?? (await this.#connect()).client;
    const { rows } = await client.query<{ answers: (string | null)[] }>({
      name: "write",
      text: `SELECT ${functionSchema}.write($1, $2, $3, $4) AS answers`,
      values: [this.#id, this.#epoch, number, text],
    });
    return rows[0]?.answers ?? [];
  }

  /** Once the server is back: what it answered, undefined if it did nothing. Rejects when the store is closed meanwhile. */
  async #askAgain(
    number: number,
    groups: readonly Group[],
    error: unknown,
  ): Promise<readonly (string | null)[] | undefined> {
    await this.#client?.end().catch(() => undefined);
    this.#client = undefined;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        const { batch, answers } = await this.#connect();
        return batch === number ? (answers ?? []) : undefined;
      } catch (again) {
        this.#leave(groups, isLost(again) ? again : error);
        if (this.#closed) throw closed();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** Connected anew, with what the connection before committed last. That one commits nothing any more. */
  async #connect(): Promise<Last> {
    const client = await connect(this.#settings);
    try {
      await client.query(
        `SET default_transaction_isolation = 'read committed';
         SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
      );
      const { rows } = await client.query<Omit<Last, "client"> & { epoch: number }>(
        `INSERT INTO waybill.writers AS w (id, epoch, batch) VALUES ($1, 1, 0)
         ON CONFLICT (id) DO UPDATE SET epoch = w.epoch + 1, seen = now() RETURNING epoch, batch, answers`,
        [this.#id],
      );
      const [row] = rows;
      if (row === undefined) throw new Error("PostgreSQL returned nothing from INSERT … RETURNING.");
      this.#client = client;
      this.#epoch = row.epoch;
      this.#away = undefined;
      return { client, batch: row.batch, answers: row.answers };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** The server is away: who can be turned away is. */
  #leave(groups: readonly Group[], error: unknown): void {
    this.#away = storeError(error, nameOf(this.#settings));
    rejectAll(groups.filter(accepts), this.#away);
    rejectAll(this.#next.splice(0), this.#away);
  }
}

/** What PostgreSQL can not keep stands escaped in JSON; it is rare, and looking at each text takes long. */
function textOf(writes: readonly (readonly SharedWrite[])[]): string {
  const text = JSON.stringify(writes);
  if (!text.includes("\\u")) return text;
  return JSON.stringify(writes, (_, value: unknown) => (typeof value === "string" ? storable(value) : value));
}

function settle(groups: readonly Group[], answers: readonly (string | null)[]): void {
  for (const [index, group] of groups.entries()) {
    const answer = answers[index] ?? null;
    group.resolve(answer !== null && accepts(group) ? firstRun(answer) : answer);
  }
}

function accepts({ writes }: Group): boolean {
  return writes[0]?.[0] === "accept";
}

function rejectAll(groups: readonly Group[], error: StoreError): void {
  for (const { reject } of groups) reject(error);
}

function closed(): StoreError {
  return new StoreError("closed", "The store is closed.");
}
