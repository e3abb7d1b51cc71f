import type { Events } from "../../events/port.ts";
import type { Schedules } from "../../schedule/port.ts";
import type { AcceptCommand, Accepted } from "./accept.ts";
import type { BulkOrder, BulkProgress, DeadLetter, DeadLetterFilter, RedriveOptions } from "./dead-letter.ts";
import type { Decision, OpenApproval } from "./decision.ts";
import type { Erased, EraseOrder } from "./erasure.ts";
import type { AuditRecord, RunState, RunSummary, StepRecord } from "./history.ts";
import type { BuildId, RunId } from "./identity.ts";
import type { Program } from "./program.ts";

/** What the engine below really does: the conformance suite asks, and generated docs print it. */
export interface Capabilities {
  readonly embedded: boolean;
  /** Who goes on with the runs of a process that died: the next one on its store, or any other at once. */
  readonly takeover: "same-worker-id" | "any-worker";
  /** Does a run that stands for a person keep its lane closed? `choice`: as the policy says. */
  readonly pausedLane: "held" | "released" | "choice";
  readonly idempotencyKeep: "exact" | "at-least";
  readonly restartKeepsRunId: boolean;
  /** The order in a lane: of the calls of `accept`, or, of calls at the same moment, any; one made after another was answered is behind it. */
  readonly laneOrder: "calls" | "answers";
  /** How late a run under way may hear a word (cancel, pause, resume) said to another process, milliseconds; 0: it is done at the next step boundary. */
  readonly heedsMs: number;
  /** What becomes of a run whose route this build has not, when a person cancels it without undoing: it ends, or waits for a build that has it. */
  readonly cancelsUnserved: "at-once" | "once-served";
  /** Whether it is noticed without a person's word that the store was put back from a copy, so that what the copy does not have may have happened. */
  readonly putBack: "noticed" | "unnoticed";
}

/** A few short texts that outlive the process, by area and key; rarely written. */
export interface Notes {
  read(area: string): Promise<ReadonlyMap<string, string>>;
  /** Resolves after stable storage. Null forgets. */
  write(area: string, key: string, value: string | null): Promise<void>;
}

export interface Engine {
  readonly capabilities: Capabilities;
  readonly events: Events;
  readonly schedules: Schedules;
  readonly notes: Notes;
  /** Registers a build's programs and starts taking work, that of an earlier process included. */
  serve(build: BuildId, programs: readonly Program[]): Promise<void>;
  /** Resolves only after stable storage. Rejects with `Busy` when the backlog limit is reached. */
  accept(command: AcceptCommand): Promise<Accepted>;
  run(id: RunId): Promise<RunSummary | undefined>;
  /** Runs by id, message id, lane or business key, oldest first. */
  find(key: string, limit: number): Promise<readonly RunSummary[]>;
  history(run: RunId): Promise<readonly StepRecord[]>;
  deadLetters(query: {
    readonly state?: DeadLetter["state"];
    readonly route?: string;
    readonly limit: number;
    readonly after?: string;
  }): Promise<readonly DeadLetter[]>;
  deadLetter(id: string): Promise<DeadLetter | undefined>;
  /** How many are open, by route and owner: one entry for each pair that has any. */
  openDeadLetters(): Promise<
    readonly { readonly route: string; readonly owner?: string; readonly count: number }[]
  >;
  /** On the current build, the same run: completed steps kept, or from the start. Rejects with `EngineRefusal`, as `discard` and all below do. */
  redrive(id: string, options: RedriveOptions): Promise<RunId>;
  discard(id: string, decision: Decision): Promise<void>;
  /** Open letters, in their order, at a rate. Resolves when they are counted; goes on by itself while the process lives. */
  bulk(filter: DeadLetterFilter, order: BulkOrder): Promise<BulkProgress>;
  /** For a day, whichever process was given the order; of another one's up to a second late. */
  bulkProgress(id: string): Promise<BulkProgress | undefined>;
  /** A person's word on an approval: the first counts. `already` also where its time is over; `unknown`: the run never asked. */
  decide(
    run: RunId,
    step: string,
    decision: { readonly decision: "approved" | "rejected"; readonly by: string; readonly note?: string },
  ): Promise<"done" | "already" | "unknown">;
  /** Not decided yet, oldest first. */
  approvals(query: { readonly role?: string; readonly limit: number }): Promise<readonly OpenApproval[]>;
  /** Interrupts the run at its next step boundary, undoes what it did where wanted, and ends it. Resolves once that is durable, not done. */
  cancel(run: RunId, options: Decision & { readonly compensate: boolean }): Promise<void>;
  /** Holds the run at its next step boundary, its lane closed. */
  pause(run: RunId, decision: Decision): Promise<void>;
  /** Goes on, on the current build whatever it is. */
  resume(run: RunId, decision: Decision): Promise<void>;
  /** A run that is paused or has failed, on the current build: keeps what was done before `fromStep`, forgets it and what follows. */
  restart(
    run: RunId,
    options: Decision & { readonly fromStep: string; readonly force?: boolean },
  ): Promise<void>;
  /**
   * Takes what is personal out of what is kept of the runs of a key: messages, what steps made, errors, dead letters, what they
   * published and the runs that took that. Rejects with `EngineRefusal` where no run is found.
   */
  erase(order: EraseOrder): Promise<Erased>;
  /** Newest first; `next` is where to go on (`before`). */
  runs(query: {
    readonly state?: RunState;
    readonly route?: string;
    readonly limit: number;
    readonly before?: string;
  }): Promise<{ readonly runs: readonly RunSummary[]; readonly next?: string }>;
  /** Newest first. */
  audit(query: { readonly subject?: string; readonly limit: number }): Promise<readonly AuditRecord[]>;
  backlog(): Promise<{
    readonly waiting: number;
    readonly running: number;
    readonly paused: number;
    /** How long ago the first of them was accepted that does not wait on purpose: for a time, an event, a person, or behind a parked lane. */
    readonly oldestMs: number;
    /** Of each route that has any: runs that time and this machine can move, and how long the first has waited for its turn. */
    readonly routes: readonly { readonly route: string; readonly runs: number; readonly oldestMs: number }[];
  }>;
  /** Resolves when nothing can move until the clock does (tests and scenarios). */
  settled(): Promise<void>;
  close(options: { readonly drainMs: number }): Promise<void>;
}
