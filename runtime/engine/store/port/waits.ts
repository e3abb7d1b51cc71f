import type { AuditWrite } from "./audit.ts";

/** What runs wait for: events and people. */

export interface WaitWrites {
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
}

export interface WaitReads {
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
  /** The last position of the log when the run was accepted. */
  acceptedAfter(seq: number): number;
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
