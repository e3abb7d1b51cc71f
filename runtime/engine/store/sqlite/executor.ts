import type { DatabaseSync } from "node:sqlite";
import { crashPoint } from "../../crash-point.ts";
import { type Reads, StoreError, type Write, type Writes } from "../port.ts";
import { acceptWrites } from "./accept.ts";
import { auditReads, auditWrites } from "./audit.ts";
import { preparingLate } from "./connection.ts";
import { copyDatabase } from "./copy.ts";
import { deadLetterReads, deadLetterWrites } from "./dead-letters.ts";
import { erasureReads, erasureWrites } from "./erasure.ts";
import { storeError } from "./errors.ts";
import { eventReads, eventWrites } from "./events.ts";
import { graphReads, graphWrites } from "./graphs.ts";
import { LogEnd } from "./log-end.ts";
import { noteReads, noteWrites } from "./notes.ts";
import { openDatabase } from "./open.ts";
import { purgeWrites } from "./purge.ts";
import { runReads, runWrites } from "./runs.ts";
import { scheduleReads, scheduleWrites } from "./schedules.ts";
import { stepReads, stepWrites } from "./steps.ts";
import { waitReads, waitWrites } from "./waits.ts";

/** What became of one group of writes: its answer, or why it was refused. */
export type Answered = string | null | StoreError;

/**
 * Carries out groups of writes and reads on one connection. Owns: transactions. Not: threads, queues.
 *
 * 1. A group is written whole or not at all.
 * 2. Groups of one batch are committed together; where that fails, each by itself, so that one bad group harms no other.
 * 3. When `writeBatch` returns, what it did not refuse is on stable storage.
 */
export class Executor {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #writes: Writes;
  readonly #reads: Reads;
  readonly #logEnd: LogEnd;

  constructor(file: string) {
    this.#file = file;
    this.#database = openDatabase(file);
    const database = preparingLate(this.#database);
    this.#logEnd = new LogEnd(database);
    this.#writes = {
      ...acceptWrites(database, this.#logEnd),
      ...auditWrites(database),
      ...deadLetterWrites(database),
      ...erasureWrites(database),
      ...eventWrites(database, this.#logEnd),
      ...graphWrites(database),
      ...noteWrites(database),
      ...purgeWrites(database),
      ...runWrites(database),
      ...scheduleWrites(database),
      ...stepWrites(database),
      ...waitWrites(database),
    };
    this.#reads = {
      ...auditReads(database),
      ...deadLetterReads(database),
      ...erasureReads(database),
      ...eventReads(database),
      ...graphReads(database),
      ...noteReads(database),
      ...runReads(database),
      ...scheduleReads(database),
      ...stepReads(database),
      ...waitReads(database),
    };
  }

  writeBatch(groups: readonly (readonly Write[])[]): Answered[] {
    const together = this.#transaction(groups);
    if (!(together instanceof StoreError)) return together;
    if (groups.length === 1) return [together];
    return groups.map((group) => {
      const alone = this.#transaction([group]);
      return alone instanceof StoreError ? alone : (alone[0] ?? null);
    });
  }

  read<Name extends keyof Reads>(name: Name, given: Parameters<Reads[Name]>): ReturnType<Reads[Name]> {
    try {
      // One generic call for all reads: the name picks function and arguments alike, which TypeScript can not follow.
      return (this.#reads[name] as (...of: unknown[]) => ReturnType<Reads[Name]>)(...given);
    } catch (error) {
      throw storeError(error, this.#file);
    }
  }

  /** A copy in another file: see `copyDatabase`. Rejects with a `StoreError`. */
  async copy(file: string): Promise<void> {
    try {
      await copyDatabase(this.#database, file);
    } catch (error) {
      throw storeError(error, file);
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #transaction(groups: readonly (readonly Write[])[]): Answered[] | StoreError {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const answers = groups.map((group) => this.#group(group));
      crashPoint("before-commit");
      this.#database.exec("COMMIT");
      crashPoint("after-commit");
      return answers;
    } catch (error) {
      this.#rollback();
      return storeError(error, this.#file);
    }
  }

  #group(group: readonly Write[]): string | null {
    let answer: string | null = null;
    for (const [name, ...given] of group) {
      // As in `read`.
      const own = (this.#writes[name] as (...of: unknown[]) => string | null)(...given);
      if (own === null) continue;
      answer = own;
    }
    return answer;
  }

  #rollback(): void {
    this.#logEnd.moved();
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec("ROLLBACK");
  }
}
