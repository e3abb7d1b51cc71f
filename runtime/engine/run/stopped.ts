import { EngineRefusal } from "../port.ts";
import { type AuditWrite, type RunRow, type Store, StoreError, type Write } from "../store/port.ts";
import { LiveRun } from "./live-run.ts";
import type { Movement } from "./movement.ts";
import { type Entry, isWait } from "./program/entry.ts";

/** What becomes of a run that stands still, by a person's word. */

/** Somebody else's word was first, in the moment between looking and writing; nothing was written. Who looks again sees what it did. */
export class MovedOn extends EngineRefusal {
  constructor(what: string) {
    super("conflict", `${what} has moved on.`);
  }
}

interface Around {
  readonly store: Store;
  readonly movement: Movement;
}

type Stopped = Pick<RunRow, "seq" | "token" | "route" | "lane" | "acceptedAt" | "endedAt">;

/**
 * It goes on in `build`, first of its lane. `also` is in the same commit: its dead letter closed, its steps opened. Rejects with
 * `MovedOn` where somebody else was first; `what` names it then.
 */
export async function revive(
  { store, movement }: Around,
  row: Stopped,
  how: {
    readonly build: string;
    readonly asked: string | null;
    readonly audit: AuditWrite;
    readonly also: readonly Write[];
    readonly what: string;
  },
): Promise<LiveRun> {
  const { build, asked, audit, also, what } = how;
  movement.announce(row.route);
  try {
    await store.write([["revive", row.seq, row.endedAt, asked, build, ...audit], ...also]);
  } catch (error) {
    movement.withdraw(row.route);
    throw movedOn(error, what);
  }
  const run = new LiveRun({ ...row, build, asked });
  movement.enqueue(run, true);
  return run;
}

/** It is over, and its lane goes on. Otherwise as `revive`. */
export async function giveUp(
  { store, movement }: Around,
  row: Stopped,
  how: {
    readonly reason: string;
    /** Milliseconds since the epoch. */
    readonly at: number;
    readonly also: readonly Write[];
    readonly what: string;
  },
): Promise<void> {
  const { reason, at, also, what } = how;
  await store.write([["giveUp", row.seq, reason, at], ...also]).catch((error: unknown) => {
    throw movedOn(error, what);
  });
  movement.release({ seq: row.seq, route: row.route, lane: row.lane ?? undefined });
}

/** Forgets what others know of the waits of a run that is given up. */
export function unwaited(seq: number, entries: readonly Entry[]): readonly Write[] {
  return entries.filter(isWait).map(({ position }): Write => ["waited", seq, position]);
}

function movedOn(error: unknown, what: string): unknown {
  if (!(error instanceof StoreError) || error.code !== "moved") return error;
  return new MovedOn(what);
}
