/**
 * The store port: what the embedded engine keeps, as operations on plain text and numbers. JSON is made and read by the
 * engine; a store never looks into it.
 *
 * A run has a number (`seq`), which is its place in the order of acceptance, and a public id made from that number and a token.
 */

/** Writes. Positional arguments, since they travel to another thread by structured clone. */
export interface Writes {
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
  /** When a suspended run goes on, ms since the epoch; null where only others wake it. */
  wake(seq: number, at: number | null, reason: WakeReason): null;
  /** The run has gone on in another build. */
  build(seq: number, build: string): null;
  /** What is asked of a live run from now on. Answers `gone` where it is not live; then nothing was written. */
  ask(seq: number, asked: string | null, ...audit: AuditWrite): "gone" | null;
  /** A paused or failed run is live again. Refused as `moved` where it is neither. */
  revive(seq: number, asked: string | null, build: string, ...audit: AuditWrite): null;
  /** A paused or failed run is cancelled. Refused as `moved` where it is neither. */
  giveUp(seq: number, reason: string, at: number): null;
  /** Of an `ends` row: `outcome` is who paused a paused run (`person`, `build`; null: a dead letter), `reason` why it is paused or cancelled. */
  end(
    seq: number,
    state: EndState,
    outcome: string | null,
    error: string | null,
    build: string,
    at: number,
    reason: string | null,
    asked: string | null,
  ): null;
  audit(...audit: AuditWrite): null;
  /** The run waits for an event of this type. `key`: only for those that have it (see `Correlation`). */
  waitFor(seq: number, position: number, type: string, key: string): null;
  /** A type's events up to `to` were looked at, from where that stood; each with the keys it has. Answers, as a JSON list, whose numbers they may concern. */
  correlate(
    type: string,
    to: number,
    events: readonly (readonly [position: number, keys: readonly string[]])[],
  ): string | null;
  askApproval(
    seq: number,
    position: number,
    step: string,
    role: string,
    show: string,
    deadline: number | null,
    at: number,
  ): null;
  /** The first word counts. Answers `done`, `already` (decided, or too late) or `unknown`. */
  decideApproval(
    seq: number,
    step: string,
    decision: string,
    note: string | null,
    ...audit: AuditWrite
  ): "done" | "already" | "unknown";
  /** Its time is over. Answers `decided` where somebody was first; then nothing was written. */
  expireApproval(seq: number, position: number): "decided" | null;
  /** The step no longer waits: forgets its wait or approval. */
  waited(seq: number, position: number): null;
  /** What steps a route has in a build. */
  graph(build: string, route: string, steps: string): null;
  /** Forgets the graphs of builds, but for `build`, that no run needs any more. */
  forgetGraphs(build: string): null;
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
  /** Null forgets. */
  note(area: string, key: string, value: string | null): null;
  /** The letter keeps the steps as they were. Refused as `moved` where it was closed before. */
  closeLetter(number: number, state: "redriven" | "discarded", steps: string): null;
  /**
   * Looks at `limit` runs after a number, of these routes or of all but these, and removes those that ended
   * before `before`, and whose dead letters are closed and older than `lettersBefore`. Answers the last number looked at, null at the end.
   */
  purge(
    after: number,
    before: number,
    lettersBefore: number,
    limit: number,
    routes: readonly string[],
    only: boolean,
  ): string | null;
  /** Looks at `limit` keys after one and removes those of runs that are no more. Answers the last one looked at, null at the end. */
  purgeKeys(after: string, limit: number): string | null;
  /** What this commit replaces is overwritten on disk; together with `checkpoint` nothing of it is left. */
  overwrite(): null;
  /** Replaces what is kept of a run, for erasure. */
  rewriteInput(seq: number, input: string, lane: string | null): null;
  rewriteEvent(position: number, data: string, subject: string | null): null;
  rewriteLetter(number: number, error: string, steps: string | null): null;
  rewriteError(seq: number, error: string): null;
  /** The run is no longer found by it; where it is an idempotency key it stays. */
  forgetKey(key: string, seq: number): null;
  /** Events published before `before` that every group served has taken; at most `limit`. Answers `more` where it was that many. */
  purgeEvents(before: number, limit: number): string | null;
}

/** Who did what to whom, and why. */
export type AuditWrite = [at: number, action: string, subject: string, by: string, detail: string];

export type EndState = "done" | "failed" | "paused" | "cancelled";
/** A run that sleeps or waits for others is no backlog, one that waits for its next attempt is. */
export type WakeReason = "sleep" | "retry" | "event" | "approval";

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
  /** Newest first, numbers under `before`. State null: live. Looks at `limit` runs of the state. */
  runs(state: EndState | null, before: number, limit: number): readonly RunRow[];
  /** The last position of the log when the run was accepted. */
  acceptedAfter(seq: number): number;
  /** Events of a type after a position. */
  eventsOf(
    type: string,
    after: number,
    limit: number,
  ): readonly { readonly position: number; readonly data: string }[];
  /** Events found for a step that waits. */
  hits(seq: number, position: number): readonly { readonly position: number; readonly data: string }[];
  /** Types that runs wait for, and how far each was looked through. */
  correlations(): readonly { readonly type: string; readonly position: number }[];
  /** The keys that runs wait for, one a type and path. */
  waitKeys(): readonly { readonly type: string; readonly key: string }[];
  approval(seq: number, position: number): ApprovalRow | undefined;
  /** Not decided yet. */
  approvals(role: string | null, after: number, limit: number): readonly ApprovalRow[];
  graph(build: string, route: string): string | undefined;
  audit(subject: string | null, limit: number): readonly AuditRow[];
  deadLetter(number: number): DeadLetterRow | undefined;
  openDeadLetters(): readonly {
    readonly route: string;
    readonly owner: string | null;
    readonly count: number;
  }[];
  openLetter(seq: number): number | undefined;
  lettersOf(seq: number): readonly DeadLetterRow[];
  /** Of the events from `after` on, `limit` of them, those that these runs published; and where to go on, null at the end. */
  eventsBy(
    runs: readonly number[],
    after: number,
    limit: number,
  ): { readonly events: readonly EventRow[]; readonly next: number | null };
  eventFromOutside(source: string, id: string): EventRow | undefined;
  deadLetters(
    state: string | null,
    route: string | null,
    after: number,
    limit: number,
  ): readonly DeadLetterRow[];
  /** As `deadLetters`, without the heavy columns. */
  letterHeads(
    state: string | null,
    route: string | null,
    after: number,
    limit: number,
  ): readonly LetterHead[];
  /** Of one type or of all, in the order of the log. */
  events(type: string | null, after: number, limit: number): readonly EventRow[];
  /** Which events of a type, up to a position, were published at a time or later. */
  eventsSince(type: string, at: number, until: number): EventSpan;
  /** How many events of a type a position is behind, counted up to `most`, and when the first of them was published. */
  behind(type: string, after: number, most: number): { readonly count: number; readonly at: number | null };
  consumers(): readonly ConsumerRow[];
  schedules(): readonly ScheduleRow[];
  /** Brings all that was written into the file proper, so that nothing of what was replaced is left in the log. */
  checkpoint(): null;
  notes(area: string): readonly (readonly [key: string, value: string])[];
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

export interface ApprovalRow {
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly position: number;
  readonly step: string;
  readonly role: string;
  readonly show: string;
  readonly at: number;
  readonly deadline: number | null;
  readonly decision: "approved" | "rejected" | "expired" | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly decidedAt: number | null;
}

export interface AuditRow {
  readonly number: number;
  readonly at: number;
  readonly action: string;
  readonly subject: string;
  readonly by: string;
  readonly detail: string;
}

export interface LetterHead {
  readonly number: number;
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly owner: string | null;
  readonly at: number;
  readonly class: string;
  readonly state: string;
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
  readonly reason: string | null;
  readonly asked: string | null;
  /** Whether a process works on it, as far as the store knows: one that belongs to a single process does not. */
  readonly held: 0 | 1;
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
  /** Whose steps the run has done. */
  readonly build: string;
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
  /** The run that published it; null: it came from outside. */
  readonly seq: number | null;
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
