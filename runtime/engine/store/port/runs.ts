import type { AuditWrite } from "./audit.ts";

/** Runs: accepted, waiting, over; and how they are found. */

export type EndState = "done" | "failed" | "paused" | "cancelled";

/** A run that sleeps or waits for others is no backlog, one that waits for its next attempt is. */
export type WakeReason = "sleep" | "retry" | "event" | "approval";

export interface RunWrites {
  /**
   * Answers the id of the run that already has this idempotency key; then nothing else was written. Or `stale`, where the lane has
   * seen a later `latest`: then the run is over already. Else null.
   */
  accept(
    seq: number,
    token: string,
    route: string,
    build: string,
    lane: string | null,
    acceptedAt: number,
    idempotencyKey: string | null,
    keepUntil: number,
    keys: readonly string[],
    input: string,
    latest: string | number | null,
  ): string | null;
  key(key: string, seq: number): null;
  /** When a suspended run goes on, ms since the epoch; null where only others wake it. */
  wake(seq: number, at: number | null, reason: WakeReason): null;
  /**
   * Of an `ends` row: `outcome` is who paused a paused run (`person`, `build`; null: a dead letter), `reason` why it is paused or cancelled.
   * `asked` stays asked of one that stands still. Where by now something else is asked than the writer knew (`known`), that stays, whole.
   */
  end(
    seq: number,
    state: EndState,
    outcome: string | null,
    error: string | null,
    build: string,
    at: number,
    reason: string | null,
    asked: string | null,
    known: string | null,
  ): null;
  /** The run has gone on in another build. */
  build(seq: number, build: string): null;
  /** What is asked of a live run instead of `known`. Answers `moved` where it is not live, or another has asked; then nothing was written. */
  ask(seq: number, known: string | null, asked: string | null, ...audit: AuditWrite): "moved" | null;
  /** A run that is paused or has failed since then (`endedAt`) is live again. Refused as `moved` where it is neither, or has been since. */
  revive(seq: number, since: number | null, asked: string | null, build: string, ...audit: AuditWrite): null;
  /** A paused or failed run is cancelled. Refused as `moved` where it is neither. */
  giveUp(seq: number, reason: string, at: number): null;
}

export interface RunReads {
  /** The highest number given out so far, 0 for none. */
  lastSeq(): number;
  /** Runs that are not over, in order of acceptance, after a number. */
  live(after: number, limit: number): readonly LiveRow[];
  /** Runs that hold their lane with a dead letter. */
  paused(after: number, limit: number): readonly LiveRow[];
  input(seq: number): string | undefined;
  run(seq: number): RunRow | undefined;
  find(key: string, limit: number): readonly RunRow[];
  /** Newest first, numbers under `before`. State null: live. Looks at `limit` runs of the state. */
  runs(state: EndState | null, before: number, limit: number): readonly RunRow[];
}

export interface LiveRow {
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly lane: string | null;
  readonly acceptedAt: number;
  readonly build: string;
  readonly asked: string | null;
  readonly wakeAt: number | null;
  readonly wakeReason: WakeReason | null;
  /** Somebody did something the run may wait for, since it was accepted. */
  readonly called: 0 | 1;
}

export interface RunRow {
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly build: string;
  readonly lane: string | null;
  readonly acceptedAt: number;
  /** Null while the run is live. */
  readonly state: EndState | null;
  readonly outcome: string | null;
  readonly error: string | null;
  readonly endedAt: number | null;
  readonly reason: string | null;
  readonly asked: string | null;
  /** Whether a process works on it, as far as the store knows: one that belongs to a single process does not. */
  readonly held: 0 | 1;
}
