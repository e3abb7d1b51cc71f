import { crashPoint } from "../crash-point.ts";
import { type Asked, writeAsked } from "../run/asked.ts";
import type { Clock } from "../run/clock.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { Word } from "../run/movement.ts";
import { MovedOn } from "../run/stopped.ts";
import type { Store } from "../store/port.ts";

export interface AskingOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Told once what is asked of the run stands. */
  readonly attend: (run: LiveRun) => void;
}

/**
 * Asks something of a run in memory.
 *
 * 1. From the moment of the call nothing new begins; if the store refuses it, the run goes on as if nothing had been asked.
 * 2. One word comes after the other: what another one asked is not asked where the store refuses it.
 */
export async function ask(
  run: LiveRun,
  change: (asked: Asked | undefined) => Asked | undefined,
  { action, by, detail }: Word,
  { store, clock, attend }: AskingOptions,
): Promise<void> {
  while (run.asking !== undefined) await run.asking.catch(() => undefined);
  const before = run.asked;
  const asked = change(before);
  run.asked = asked;
  const written = store
    .write([["ask", run.seq, writeAsked(before), writeAsked(asked), clock.now(), action, run.id, by, detail]])
    .then((moved) => {
      if (moved !== null) throw new MovedOn(`Run ${run.id}`);
    });
  run.asking = written;
  try {
    await written;
    crashPoint("asked");
  } catch (error) {
    run.asked = before;
    throw error;
  } finally {
    run.asking = undefined;
    attend(run);
  }
}
