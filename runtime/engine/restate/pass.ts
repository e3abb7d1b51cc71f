import { randomUUID } from "node:crypto";
import type { Json } from "../../contract/json.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import { LiveRun } from "../run/live-run.ts";
import { Runner } from "../run/runner.ts";
import { StoreError } from "../store/port.ts";
import type { HeadRow, SharedStore } from "../store/shared-port.ts";
import { fenced, type Hold } from "./fence.ts";

/** How long to wait before a write is tried again that the store refused, milliseconds. */
const refusedWriteMs = 1_000;

/**
 * What became of a pass: the run is over or stands for a person, is put away, could not be worked on, is another's, or was never this
 * one's, since somebody was at it between the look and the first commit.
 */
export type Outcome = "over" | "away" | "not-now" | "lost" | "changed";

/** One run in this process's memory, from where it is taken up until it is over or put away. */
export class Pass {
  readonly run: LiveRun;
  readonly hold: Hold;
  readonly runner: Runner;
  readonly outcome: Promise<Outcome>;
  readonly #end: (outcome: Outcome) => void;
  ended = false;

  /**
   * Takes the run up: claimed, or, where nobody ever worked on it, ready to be claimed by its first commit. Undefined: it was over in the
   * meantime. `left` is told where it turns out to be another's.
   */
  static async begin(
    row: HeadRow,
    store: SharedStore,
    json: JsonCodec,
    left: (run: LiveRun, outcome: "lost" | "changed") => void,
  ): Promise<Pass | undefined> {
    const run = new LiveRun(row);
    const { seq, route, lane } = run;
    const untouched = row.untouched ?? undefined;
    const hold: Hold = { seq, route, lane, holder: randomUUID(), untouched, laneGoesOn: undefined };
    if (untouched !== undefined) bring(run, row.input, json);
    else if (!(await claim(store, hold))) return undefined;
    const own = fenced(store, hold, (had) => left(run, had ? "lost" : "changed"));
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, refusedWriteMs));
    return new Pass(run, hold, new Runner(own, json, pause));
  }

  private constructor(run: LiveRun, hold: Hold, runner: Runner) {
    this.run = run;
    this.hold = hold;
    this.runner = runner;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.outcome = promise;
    this.#end = resolve;
  }

  /** The program is garbage from now on; the first outcome counts. */
  end(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    this.run.execution?.abandon();
    this.#end(outcome);
  }
}

/** Nobody has worked on it: the store has nothing of it but its message. */
function bring(run: LiveRun, input: string | null, json: JsonCodec): void {
  run.fresh = true;
  if (input === null) return;
  try {
    // It was accepted as JSON.
    run.input = { value: json.parse(input) as Json, size: input.length };
  } catch {
    // The runner reads it once more, and says so.
  }
}

/** False: it was over in the meantime. */
async function claim(store: SharedStore, { seq, holder }: Hold): Promise<boolean> {
  try {
    await store.write([["claim", seq, holder, null]]);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === "moved") return false;
    throw error;
  }
}
