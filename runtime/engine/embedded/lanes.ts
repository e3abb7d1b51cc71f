import { Fifo } from "../fifo.ts";
import type { LiveRun } from "../run/live-run.ts";

interface Lane {
  /** The number of the run that has it. */
  holder: number;
  parked: boolean;
  /** Made when somebody has to wait: most lanes are entered by one run at a time. */
  queue: Fifo<LiveRun> | undefined;
}

/** Where a run stands. */
interface Place {
  readonly seq: number;
  readonly route: string;
  readonly lane: string | undefined;
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
  /** By route, then by lane: to join the two into one key for each look cost more than both looks. */
  readonly #routes = new Map<string, Map<string, Lane>>();
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
    const lane = this.#find(run);
    if (lane === undefined) {
      this.#add(run.route, run.lane, run.seq);
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
    const lane = this.#find(run);
    return lane?.parked === true && lane.holder !== run.seq;
  }

  /** Gives the lane up; answers whose turn it is. Nothing happens where the run does not hold it. */
  leave(run: Place): LiveRun | undefined {
    if (run.lane === undefined) return undefined;
    const lane = this.#find(run);
    if (lane === undefined || lane.holder !== run.seq) return undefined;
    this.#setParked(run.route, lane, false);
    const next = lane.queue?.shift();
    if (next === undefined) this.#routes.get(run.route)?.delete(run.lane);
    else lane.holder = next.seq;
    return next;
  }

  /** Closes the lane behind this run, which holds it or takes it (at start). */
  park(run: Place): void {
    if (run.lane === undefined) return;
    const lane = this.#find(run) ?? this.#add(run.route, run.lane, run.seq);
    this.#setParked(run.route, lane, true);
  }

  #find({ route, lane }: Pick<Place, "route" | "lane">): Lane | undefined {
    return lane === undefined ? undefined : this.#routes.get(route)?.get(lane);
  }

  #add(route: string, name: string, holder: number): Lane {
    const lane: Lane = { holder, parked: false, queue: undefined };
    const lanes = this.#routes.get(route);
    if (lanes === undefined) this.#routes.set(route, new Map([[name, lane]]));
    else lanes.set(name, lane);
    return lane;
  }

  #setParked(route: string, lane: Lane, parked: boolean): void {
    if (lane.parked === parked) return;
    lane.parked = parked;
    this.#parked += parked ? 1 : -1;
    const waiting = lane.queue?.length ?? 0;
    if (waiting > 0) this.#holds(route, parked ? waiting : -waiting);
  }
}
