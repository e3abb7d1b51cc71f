import type { EventRow } from "./events.ts";

/** Replaces what is kept, so that nothing of it is left. */

export interface ErasureWrites {
  /** What this commit replaces is overwritten on disk; together with `checkpoint` nothing of it is left. */
  overwrite(): null;
  /** Replaces what is kept of a run, for erasure. */
  rewriteInput(seq: number, input: string, lane: string | null): null;
  rewriteEvent(position: number, data: string, subject: string | null): null;
  rewriteError(seq: number, error: string): null;
  /** The run is no longer found by it; where it is an idempotency key it stays. */
  forgetKey(key: string, seq: number): null;
}

export interface ErasureReads {
  /** Of the events from `after` on, `limit` of them, those that these runs published; and where to go on, null at the end. */
  eventsBy(
    runs: readonly number[],
    after: number,
    limit: number,
  ): { readonly events: readonly EventRow[]; readonly next: number | null };
  eventFromOutside(source: string, id: string): EventRow | undefined;
  /** Brings all that was written into the file proper, so that nothing of what was replaced is left in the log. */
  checkpoint(): null;
}
