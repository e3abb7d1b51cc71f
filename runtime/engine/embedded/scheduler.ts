import type { Program } from "../port.ts";
import { Activity, type Standstill } from "../run/activity.ts";
import type { Asked } from "../run/asked.ts";
import type { Clock } from "../run/clock.ts";
import type { Ending } from "../run/ending.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { Movement, Word } from "../run/movement.ts";
import type { Execution } from "../run/program/execution.ts";
import type { Surroundings } from "../run/program/surroundings.ts";
import type { Random } from "../run/random.ts";
import { Runner } from "../run/runner.ts";
import { Timers } from "../run/timers.ts";
import type { Store, WakeReason } from "../store/port.ts";
import { Asking } from "./asking.ts";
import { Backlog } from "./backlog.ts";
import { KeptInputs } from "./kept-inputs.ts";
import { Lanes } from "./lanes.ts";
import { Population } from "./population.ts";
import { Programs } from "./programs.ts";
import { StartQueue } from "./start-queue.ts";
import { Suspension } from "./suspension.ts";

export interface SchedulerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly json: JsonCodec;
  /** Programs that move at a time. */
  readonly active: number;
  /** A wait longer than this leaves memory, milliseconds. */
  readonly suspendAfterMs: number;
  /** Told before a run waits for events of this type, by this key. */
  expect(type: string, key: string): void;
  /** Told after each commit with an event of this type. */
  published(type: string): void;
}

/** How long to wait before a write is tried again that the disk refused, milliseconds. */
const refusedWriteMs = 1_000;

/**
 * Which run's program is in memory. Owns: lanes, timers, executions. Not: acceptance, dead letters, steps, who is started next
 * (`StartQueue`), with which program (`Programs`), what waits outside memory (`Suspension`), what goes on (`Activity`), what people ask
 * (`Asking`).
 *
 * 1. A run has at most one execution, and it starts only when its lane lets it.
 * 2. At most `active` executions move when another is started; one that waits for the clock, for its turn, for a system or for others takes no place.
 * 3. An execution that waits for long is abandoned and its run replayed when the time comes, its turn comes near, or somebody calls:
 *    long waits take little memory.
 * 4. The lane is given up only after the run's end is on stable storage.
 */
export class Scheduler implements Surroundings, Movement {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly backlog: Backlog;
  readonly population: Population;
  readonly programs = new Programs();
  /** Runs up to this number may have gone further than the store knows. */
  putBackUpTo = 0;
  readonly lanes = new Lanes((route, held) => this.backlog.change(route, -held));
  readonly #options: SchedulerOptions;
  readonly #activity = new Activity();
  readonly #starts: StartQueue;
  readonly #runner: Runner;
  readonly #asking: Asking;
  readonly #suspension: Suspension;
  readonly #inputs = new KeptInputs();
  #closing = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.random = options.random;
    this.timers = new Timers(options.clock);
    this.backlog = new Backlog(options.clock);
    this.population = new Population(this.backlog, this.lanes);
    this.#starts = new StartQueue({
      room: () => !this.#closing && this.#activity.moving < options.active,
      start: (run) => this.#start(run),
    });
    this.#suspension = new Suspension({
      clock: options.clock,
      timers: this.timers,
      backlog: this.backlog,
      afterMs: options.suspendAfterMs,
      closing: () => this.#closing,
      soon: (work) => this.#activity.soon(work),
      comesBack: (run) => {
        this.#push(run);
        this.#starts.pump();
      },
    });
    this.#runner = new Runner(options.store, options.json, () => this.#refusedWrite());
    this.#asking = new Asking({
      store: options.store,
      clock: options.clock,
      activity: this.#activity,
      closing: () => this.#closing,
      heed: (execution) => this.#heed(execution),
    });
  }

  isPutBack({ seq }: LiveRun): boolean {
    return seq <= this.putBackUpTo;
  }

  /** Later runs use these programs; those in memory end with the ones they began with. */
  serve(build: string, programs: readonly Program[]): void {
    for (const run of this.programs.serve(build, programs)) this.#push(run);
    this.#starts.pump();
  }

  get counts(): { readonly live: number; readonly moving: number; readonly paused: number } {
    const live = this.population.count;
    const moving = Math.min(this.#activity.underWay, live);
    return { live, moving, paused: this.lanes.parked };
  }

  isMoving(seq: number): boolean {
    return this.population.get(seq)?.execution?.still === false;
  }

  live({ seq }: { readonly seq: number }): LiveRun | undefined {
    return this.population.get(seq);
  }

  isHomeless(run: LiveRun): boolean {
    return run.execution === undefined && !this.programs.has(run.route);
  }

  announce(route: string): void {
    this.population.announce(route);
  }

  withdraw(route: string): void {
    this.population.withdraw(route);
  }

  enqueue(run: LiveRun, first = false): void {
    this.population.add(run);
    if (this.lanes.enter(run, first)) this.#push(run);
    this.#inputs.keep(run);
    this.#starts.pump();
  }

  /** A run that an earlier process left waiting: it keeps its lane. `until` is infinite where only others wake it. */
  enqueueAsleep(run: LiveRun, until: number, reason: WakeReason): void {
    this.population.add(run);
    if (!this.lanes.enter(run)) return;
    this.#suspension.sleep(run, until, reason);
  }

  call(seq: number): void {
    this.#activity.happened();
    const run = this.population.get(seq);
    if (run?.execution === undefined) run?.suspended?.wake();
    else run.execution.called();
  }

  ask(run: LiveRun, change: (asked: Asked | undefined) => Asked | undefined, word: Word): Promise<void> {
    return this.#asking.ask(run, change, word);
  }

  drop(run: LiveRun): void {
    this.#inputs.release(run);
    this.population.remove(run);
    this.programs.drop(run);
    this.release(run);
  }

  release(run: Pick<LiveRun, "seq" | "route" | "lane">): void {
    const next = this.lanes.leave(run);
    if (next !== undefined) this.#push(next);
    this.#starts.pump();
  }

  stilled(execution: Execution): void {
    this.#activity.stilled();
    this.#starts.pump();
    if (!execution.still) return;
    if (execution.run.asked !== undefined) this.#asking.stilled(execution);
    this.#suspension.consider(execution);
  }

  moved(): void {
    this.#activity.moved();
  }

  mayBegin(execution: Execution, unsettled = false): boolean {
    const { asked } = execution.run;
    if (!this.#closing) {
      if (asked === undefined) return true;
      return asked.pause === undefined && (unsettled || execution.frozen);
    }
    if (!execution.abandoned) {
      execution.journal.flush();
      execution.abandon();
      this.population.forget(execution.run);
      this.#activity.stilled();
    }
    return false;
  }

  effectBegun(abort: (reason: Error) => void, away: boolean): () => void {
    return this.#activity.effectBegun(abort, away);
  }

  waits({ run }: Execution): void {
    this.backlog.waits(run);
  }

  goes({ run }: Execution): void {
    this.backlog.goes(run);
  }

  queued({ run: { route } }: Execution): () => void {
    return this.#starts.queued(route);
  }

  get standstill(): Standstill {
    return this.#activity.standstill(this.#starts.starting, this.clock.sleepers ?? 0);
  }

  expect(type: string, key: string): void {
    this.#options.expect(type, key);
  }

  published(type: string): void {
    this.#activity.happened();
    this.#options.published(type);
  }

  /** No new execution, no new attempt; resolves when what is under way has ended or the time is over (then it is aborted). */
  async drain(drainMs: number): Promise<void> {
    this.#closing = true;
    const deadline = performance.now() + drainMs;
    while (this.#activity.underWay > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.#activity.abortEffects(new DOMException("The service is stopping.", "AbortError"));
    for (const { execution } of this.population.values()) {
      execution?.journal.flush();
      execution?.abandon();
    }
    this.timers.stop();
  }

  #push(run: LiveRun): void {
    this.backlog.waits(run);
    this.#starts.push(run, this.programs.criticality(run.route));
  }

  #start(run: LiveRun): void {
    this.backlog.goes(run);
    const program = this.programs.of(run);
    if (program === undefined) return;
    this.#activity.moved();
    this.#inputs.release(run);
    void this.#runner
      .run(run, program, this.programs.build, this)
      .then((ending) => this.#left(run, run.execution, ending));
  }

  #left(run: LiveRun, execution: Execution | undefined, ending: Ending | undefined): void {
    if (execution?.abandoned) return;
    if (execution !== undefined && ending !== undefined) return this.#over(execution, ending);
    if (execution?.resting !== true) this.#activity.stilled();
    this.population.forget(run);
  }

  #over(execution: Execution, ending: Ending): void {
    const { run } = execution;
    // A program may end while a branch it no longer cares for still waits.
    if (!execution.resting) this.#activity.stilled();
    execution.abandon();
    run.leavePlaces?.();
    this.population.remove(run);
    this.backlog.ended(run.route);
    this.#activity.happened();
    if (ending.lane === "park") this.lanes.park(run);
    else this.release(run);
    this.#starts.pump();
    this.population.freed();
  }

  /** Undoing takes its time, and is movement like any other. */
  #heed(execution: Execution): void {
    void this.#runner.heed(execution).then((ending) => {
      if (ending !== undefined && !execution.abandoned) this.#over(execution, ending);
    });
  }

  #refusedWrite(): Promise<void> {
    const { clock, timers } = this;
    return this.#activity.held(
      new Promise((resolve) => void timers.add(clock.now() + refusedWriteMs, resolve)),
    );
  }
}
