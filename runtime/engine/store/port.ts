import type { AuditReads, AuditWrites } from "./port/audit.ts";
import type { LetterReads, LetterWrites } from "./port/dead-letters.ts";
import type { ErasureReads, ErasureWrites } from "./port/erasure.ts";
import type { EventReads, EventWrites } from "./port/events.ts";
import type { GraphReads, GraphWrites } from "./port/graphs.ts";
import type { NoteReads, NoteWrites } from "./port/notes.ts";
import type { PurgeWrites } from "./port/purge.ts";
import type { RunReads, RunWrites } from "./port/runs.ts";
import type { ScheduleReads, ScheduleWrites } from "./port/schedules.ts";
import type { StepReads, StepWrites } from "./port/steps.ts";
import type { WaitReads, WaitWrites } from "./port/waits.ts";

/**
 * The store port: what an engine keeps, as operations on plain text and numbers. JSON is made and read by the
 * engine; a store never looks into it.
 *
 * What is kept of each kind is a file of `port/`: its writes, its reads, its rows. An adapter has a file for each, too.
 *
 * A run has a number (`seq`), which is its place in the order of acceptance, and a public id made from that number and a token.
 */

export type { AuditReads, AuditRow, AuditWrite, AuditWrites } from "./port/audit.ts";
export type { DeadLetterRow, LetterHead, LetterReads, LetterWrites } from "./port/dead-letters.ts";
export type { ErasureReads, ErasureWrites } from "./port/erasure.ts";
export type { ConsumerRow, EventReads, EventRow, EventSpan, EventWrites } from "./port/events.ts";
export type { GraphReads, GraphWrites } from "./port/graphs.ts";
export type { NoteReads, NoteWrites } from "./port/notes.ts";
export type { PurgeWrites } from "./port/purge.ts";
export type { EndState, LiveRow, RunReads, RunRow, RunWrites, WakeReason } from "./port/runs.ts";
export type { ScheduleReads, ScheduleRow, ScheduleWrites } from "./port/schedules.ts";
export type { StepReads, StepRow, StepWrites } from "./port/steps.ts";
export type { ApprovalRow, WaitReads, WaitWrites } from "./port/waits.ts";

/** Writes. Positional arguments, since they travel to another thread by structured clone. */
export interface Writes
  extends AuditWrites,
    LetterWrites,
    ErasureWrites,
    EventWrites,
    GraphWrites,
    NoteWrites,
    PurgeWrites,
    RunWrites,
    ScheduleWrites,
    StepWrites,
    WaitWrites {}

export type Write = { [Name in keyof Writes]: readonly [Name, ...Parameters<Writes[Name]>] }[keyof Writes];

/** Reads. They see all writes that were handed over before them. */
export interface Reads
  extends AuditReads,
    LetterReads,
    ErasureReads,
    EventReads,
    GraphReads,
    NoteReads,
    RunReads,
    ScheduleReads,
    StepReads,
    WaitReads {}

export interface Store {
  /** All of them or none; on stable storage when it resolves. The answer is that of the one operation that gives one. */
  write(operations: readonly Write[]): Promise<string | null>;
  read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>>;
  close(): Promise<void>;
}

/** Notes of a store about copies of it: `made` is in a copy, and says its name. */
export const copyArea = "copy";

/** A store that is a file. */
export interface FileStore extends Store {
  /** A whole copy in another file, on stable storage when it resolves, of all that was written until shortly before. Work goes on. */
  copy(file: string): Promise<void>;
}

/** Why a store refused: `locked` another process has it; `full`, `read-only`, `unreadable`: the disk; `closed`; `newer`: written by a later version; `moved`: not where the writer thought. */
export type StoreErrorCode =
  | "locked"
  | "full"
  | "read-only"
  | "unreadable"
  | "closed"
  | "newer"
  | "moved"
  | "refused";

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}
