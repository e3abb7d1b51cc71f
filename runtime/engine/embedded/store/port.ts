/**
 * The store port: what the embedded engine keeps, as operations on plain text and numbers. JSON is made and read by the
 * engine; a store never looks into it.
 *
 * A run has a number (`seq`), which is its place in the order of acceptance, and a public id made from that number and a token.
 */

/** Writes. Positional arguments, since they travel to another thread by structured clone. */
export interface Writes {
  /** Answers the id of the run that already has this idempotency key, else null. Then nothing else was written. */
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
  ): string | null;
  key(key: string, seq: number): null;
  /** `position` counts a run's steps from 0, under 2^20. A second write replaces. */
  step(seq: number, position: number, head: string, output: string | null): null;
  /** Forgets a step (one position), or nothing if there is none. */
  forget(seq: number, position: number): null;
  /** First writer wins; the step's output becomes the winner, which is also the answer. Null choice: only look. */
  decide(
    seq: number,
    position: number,
    head: string,
    key: string,
    choice: string | null,
    at: number,
  ): string | null;
  /** Of a run (`seq`), in its step's commit; or from outside, where the answer is `duplicate` if the log has its source and id. */
  event(
    id: string,
    source: string,
    type: string,
    subject: string | null,
    at: number,
    seq: number | null,
    attributes: string | null,
    data: string,
  ): string | null;
  /** A group takes part from now on: where it was, or, if it is new or took another type before, at the log's end or its beginning. */
  subscribe(group: string, type: string, from: "now" | "beginning"): null;
  /** Groups of other names are served no more: events need not be kept for them. */
  retire(served: readonly string[]): null;
  /** The group has taken what is up to `to`. Refused as `moved` where it does not stand at `from`, so that no event is passed over. */
  consumed(group: string, from: number, to: number): null;
  /** The group goes back behind `to`, and what is up to `until` counts as new. */
  replay(group: string, to: number, until: number, at: number, detail: string): null;
  /** Known from now on, or known again with another time table: what passed before was never due. */
  schedule(name: string, table: string, at: number): null;
  /** The tick is over, with `skipped` more without a run. Refused as `moved` where the last one is not `from`. */
  ticked(name: string, from: number, to: number, skipped: number): null;
  /** When a suspended run goes on, ms since the epoch. */
  wake(seq: number, at: number, reason: WakeReason): null;
  end(
    seq: number,
    state: EndState,
    outcome: string | null,
    error: string | null,
    build: string,
    at: number,
  ): null;
  deadLetter(
    seq: number,
    owner: string | null,
    error: string,
    errorClass: string,
    step: string | null,
    file: string | null,
    line: number | null,
    at: number,
  ): null;
  /** The run is live again; the dead letter keeps the steps as they were. */
  redrive(number: number, seq: number, steps: string, from: string, at: number): null;
  discard(number: number, seq: number, steps: string, reason: string, at: number): null;
  /** Null forgets. */
  note(area: string, key: string, value: string | null): null;
  /** Finished runs accepted before `before`, with all that belongs to them; at most `limit`. */
  purge(before: number, limit: number): null;
  /** Events published before `before` that every group served has taken; at most `limit`. */
  purgeEvents(before: number, limit: number): null;
}

export type EndState = "done" | "failed" | "paused" | "cancelled";
/** A sleeping run is no backlog, one that waits for its next attempt is. */
export type WakeReason = "sleep" | "retry";

export type Write = { [Name in keyof Writes]: readonly [Name, ...Parameters<Writes[Name]>] }[keyof Writes];

/** Reads. They see all writes that were handed over before them. */
export interface Reads {
  /** The highest number given out so far, 0 for none. */
  lastSeq(): number;
  /** Runs that are not over, in order of acceptance, after a number. */
  live(after: number, limit: number): readonly LiveRow[];
  /** Runs that hold their lane with a dead letter. */
  paused(after: number, limit: number): readonly LiveRow[];
  input(seq: number): string | undefined;
  steps(seq: number): readonly StepRow[];
  run(seq: number): RunRow | undefined;
  find(key: string, limit: number): readonly RunRow[];
  oldestLive(): number | undefined;
  deadLetter(number: number): DeadLetterRow | undefined;
  openDeadLetters(): readonly {
    readonly route: string;
    readonly owner: string | null;
    readonly count: number;
  }[];
  deadLetters(
    state: string | null,
    route: string | null,
    after: number,
    limit: number,
  ): readonly DeadLetterRow[];
  /** Of one type or of all, in the order of the log. */
  events(type: string | null, after: number, limit: number): readonly EventRow[];
  /** Which events of a type, up to a position, were published at a time or later. */
  eventsSince(type: string, at: number, until: number): EventSpan;
  /** How many events of a type a position is behind, counted up to `most`, and when the first of them was published. */
  behind(type: string, after: number, most: number): { readonly count: number; readonly at: number | null };
  consumers(): readonly ConsumerRow[];
  schedules(): readonly ScheduleRow[];
  notes(area: string): readonly (readonly [key: string, value: string])[];
}

export interface LiveRow {
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly lane: string | null;
  readonly acceptedAt: number;
  readonly wakeAt: number | null;
  readonly wakeReason: WakeReason | null;
}

export interface StepRow {
  readonly position: number;
  readonly head: string;
  readonly output: string | null;
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
}

export interface DeadLetterRow {
  readonly number: number;
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly lane: string | null;
  readonly acceptedAt: number;
  readonly owner: string | null;
  readonly at: number;
  readonly class: string;
  readonly error: string;
  readonly step: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly state: "open" | "redriven" | "discarded";
  readonly input: string;
  /** JSON list of step records once the letter is closed; null while open (the run's own steps are the truth). */
  readonly steps: string | null;
}

export interface EventRow {
  readonly position: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly at: number;
  /** JSON of the attributes that have no column; null: none. */
  readonly attributes: string | null;
  readonly data: string;
}

export interface EventSpan {
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
}

export interface ConsumerRow {
  readonly name: string;
  readonly type: string;
  readonly position: number;
  readonly served: number;
  /** How often it was told to go back. */
  readonly replay: number;
  readonly replayUntil: number;
}

export interface ScheduleRow {
  readonly name: string;
  readonly spec: string;
  readonly tick: number;
  readonly skipped: number;
}

export interface Store {
  /** All of them or none; on stable storage when it resolves. The answer is that of the one operation that gives one. */
  write(operations: readonly Write[]): Promise<string | null>;
  read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>>;
  close(): Promise<void>;
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
