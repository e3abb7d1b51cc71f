import type { LiveRow, Reads, Store, Writes } from "./port.ts";

/** A store that many processes share: what they need beyond `Store`, so that each run is worked on by one of them. */

export interface SharedWrites extends Writes {
  /**
   * The run is this holder's from now on, awake, and nobody has called it. Refused as `moved` where it is not live, or, with `seen`, where
   * it was another's or changed since it was that version.
   */
  claim(seq: number, holder: string, seen: string | null): null;
  /** The commit is refused as `moved` where the run is no longer live, or another's: first in each commit of an execution. */
  held(seq: number, holder: string): null;
  /** Answers `more` where the lane has a live run. */
  laneGoesOn(route: string, lane: string): "more" | null;
}

export type SharedWrite = {
  [Name in keyof SharedWrites]: readonly [Name, ...Parameters<SharedWrites[Name]>];
}[keyof SharedWrites];

export interface SharedReads extends Reads {
  /** Numbers for runs that nobody else gives out, ascending. Does not wait for writes under way. */
  reserve(count: number): readonly number[];
  /** The last position of the log of events, 0 for none. */
  logEnd(): number;
  liveRun(seq: number): LiveRow | undefined;
  /**
   * Of each of these targets whose turn it is: a run by its number, or of a lane the live run that has begun, else the first. Undefined:
   * nobody's, or a paused run closes the lane. Does not wait for writes under way.
   */
  heads(targets: readonly HeadOf[]): readonly (HeadRow | undefined)[];
  /**
   * Live runs of these routes that should have moved by themselves: accepted before a time and never begun, asleep until then, or
   * called while they were asleep.
   */
  overdue(routes: readonly string[], before: number, limit: number): readonly LiveRow[];
  /** Live runs of these routes that a process works on, or did when it died. */
  begun(routes: readonly string[], limit: number): readonly LiveRow[];
  /** What people ask of these live runs. */
  asked(seqs: readonly number[]): readonly { readonly seq: number; readonly asked: string | null }[];
  /** Runs of these routes that time and processes can move: not asleep but for a retry, nor behind a paused one. */
  backlog(routes: readonly string[]): {
    readonly routes: readonly RouteBacklog[];
    /** Runs that stand still for a person. */
    readonly paused: number;
  };
}

export type HeadOf =
  | { readonly run: number; readonly lane?: undefined }
  | { readonly route: string; readonly lane: string };

export interface HeadRow extends LiveRow {
  /** For `claim`, where nobody has ever worked on the run; else null. */
  readonly untouched: string | null;
  /** Where nobody holds it. */
  readonly input: string | null;
}

export interface RouteBacklog {
  readonly route: string;
  readonly runs: number;
  /** Of them, those that a process works on. */
  readonly held: number;
  /** Ms since the epoch: when the first of them was accepted. */
  readonly oldestAt: number;
}

export interface SharedStore extends Store {
  write(operations: readonly SharedWrite[]): Promise<string | null>;
  read<Name extends keyof SharedReads>(
    name: Name,
    ...given: Parameters<SharedReads[Name]>
  ): Promise<ReturnType<SharedReads[Name]>>;
}
