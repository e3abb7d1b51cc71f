import { Fifo } from "../fifo.ts";
import type { LiveRun } from "../run/live-run.ts";

interface Lane {
  /** The number of the run that has it. */
  holder: number;
  parked: boolean;
  /** Made when somebody has to wait: most lanes are entered by one run at a time. */
  queue: Fifo<LiveRun> | undefined;
}

/**
 * Who may run now. Owns: the lanes in use and their queues. Not: what a run does.
 *
 * 1. Of one route's lane at most one run is let through at a time.
 * 2. Runs enter in the order of acceptance and are let through in it.
 * 3. A parked lane lets nobody through until its holder is released.
 * 4. A lane nobody uses takes no memory.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #holds: (route: string, more: number) => void;
  #parked = 0;

  /** `holds` is told of so many more (or fewer) runs of a route behind a parked one: no backlog, since only a person can move them. */
  constructor(holds: (route: string, more: number) => void) {
    this.#holds = holds;
  }

  get parked(): number {
    return this.#parked;
  }

  /** True: it may run now. Else it is handed out by `leave` when its turn comes. */
  enter(run: LiveRun, first = false): boolean {
    if (run.lane === undefined) return true;
    const key = keyOf(run.route, run.lane);
    const lane = this.#lanes.get(key);
    if (lane === undefined) {
      this.#lanes.set(key, { holder: run.seq, parked: false, queue: undefined });
      return true;
    }
    if (lane.holder === run.seq) {
      this.#setParked(run.route, lane, false);
      return true;
    }
    lane.queue ??= new Fifo();
    if (first) lane.queue.unshift(run);
    else lane.queue.push(run);
    if (lane.parked) this.#holds(run.route, 1);
    return false;
  }

  /** It stands behind one that a person must decide about. */
  holdsBack(run: LiveRun): boolean {
    if (run.lane === undefined || this.#parked === 0) return false;
    const lane = this.#lanes.get(keyOf(run.route, run.lane));
    return lane?.parked === true && lane.holder !== run.seq;
  }

  /** Gives the lane up; answers whose turn it is. Nothing happens where the run does not hold it. */
  leave(run: {
    readonly seq: number;
    readonly route: string;
    readonly lane: string | undefined;
  }): LiveRun | undefined {
    if (run.lane === undefined) return undefined;
    const key = keyOf(run.route, run.lane);
    const lane = this.#lanes.get(key);
    if (lane === undefined || lane.holder !== run.seq) return undefined;
    this.#setParked(run.route, lane, false);
    const next = lane.queue?.shift();
    if (next === undefined) this.#lanes.delete(key);
    else lane.holder = next.seq;
    return next;
  }

  /** Closes the lane behind this run, which holds it or takes it (at start). */
  park(run: { readonly seq: number; readonly route: string; readonly lane: string | undefined }): void {
    if (run.lane === undefined) return;
    const key = keyOf(run.route, run.lane);
    const lane = this.#lanes.get(key) ?? { holder: run.seq, parked: false, queue: undefined };
    this.#lanes.set(key, lane);
    this.#setParked(run.route, lane, true);
  }

  #setParked(route: string, lane: Lane, parked: boolean): void {
    if (lane.parked === parked) return;
    lane.parked = parked;
    this.#parked += parked ? 1 : -1;
    const waiting = lane.queue?.length ?? 0;
    if (waiting > 0) this.#holds(route, parked ? waiting : -waiting);
  }
}

function keyOf(route: string, lane: string): string {
  return `${route}\n${lane}`;
}
