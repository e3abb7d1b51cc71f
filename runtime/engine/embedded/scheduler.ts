import type { Program } from "../port.ts";
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
import { ask } from "./asking.ts";
import { Backlog } from "./backlog.ts";
import { Lanes } from "./lanes.ts";
import { ReadyQueue } from "./ready-queue.ts";
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

/** So many branches of one route's runs may wait in queues that move before more of its runs are started: the wait is better spent outside memory. */
const queuedAtOnce = 64;

/** So many inputs of waiting runs are kept in memory; those of the rest are read when their turn comes. */
const inputsKept = 2_000;

/**
 * Which run's program is in memory. Owns: the ready queue, lanes, timers, executions. Not: acceptance, dead letters, steps, what
 * waits outside memory (`Suspension`).
 *
 * 1. A run has at most one execution, and it starts only when its lane lets it.
 * 2. At most `active` executions move when another is started; one that waits for the clock, for its turn, for a system or for others takes no place.
 * 3. An execution that waits for long is abandoned and its run replayed when the time comes, its turn comes near, or somebody calls:
 *    long waits take little memory.
 * 4. The lane is given up only after the run's end is on stable storage.
 * 5. A route whose runs queue for a system starts no more while that queue moves; one whose system is slow or broken does, so that
 *    those of its runs that go elsewhere do.
 * 6. What a person asked of a run is done once all its branches wait, and nothing new begins until then.
 */
export class Scheduler implements Surroundings, Movement {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly backlog: Backlog;
  /** Runs up to this number may have gone further than the store knows. */
  putBackUpTo = 0;
  readonly lanes = new Lanes((route, held) => this.backlog.change(route, -held));
  readonly #options: SchedulerOptions;
  readonly #ready = new ReadyQueue();
  /** Branches in queues that move, by route. */
  readonly #queued = new Map<string, number>();
  readonly #mayStart = (route: string): boolean => (this.#queued.get(route) ?? 0) < queuedAtOnce;
  readonly #runner: Runner;
  readonly #suspension: Suspension;
  /** All that are not over, by number. */
  readonly #runs = new Map<number, LiveRun>();
  readonly #homeless: LiveRun[] = [];
  readonly #effects = new Set<(reason: Error) => void>();
  #programs = new Map<string, Program>();
  #build = "";
  #moving = 0;
  #suspending = 0;
  /** Writes that the disk refused and that wait for the clock. */
  #refused = 0;
  #live = 0;
  #pumping = false;
  #closing = false;
  #freed: (() => void)[] = [];
  /** Effects that are movement of their executions. */
  #inside = 0;
  /** Counts all that happens, so that `settled` can tell a slow effect from a standstill. */
  #progress = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.random = options.random;
    this.timers = new Timers(options.clock);
    this.backlog = new Backlog(options.clock);
    this.#suspension = new Suspension({
      clock: options.clock,
      timers: this.timers,
      backlog: this.backlog,
      closing: () => this.#closing,
      comesBack: (run) => {
        this.#push(run);
        this.#pump();
      },
    });
    this.#runner = new Runner(options.store, options.json, () => this.#refusedWrite());
  }

  isPutBack({ seq }: LiveRun): boolean {
    return seq <= this.putBackUpTo;
  }

  /** Later runs use these programs; those in memory end with the ones they began with. */
  serve(build: string, programs: readonly Program[]): void {
    this.#build = build;
    this.#programs = new Map(programs.map((program) => [program.route, program]));
    for (const run of this.#homeless.splice(0)) this.#push(run);
    this.#pump();
  }

  serves(route: string): boolean {
    return this.#programs.has(route);
  }

  get counts(): { readonly live: number; readonly moving: number; readonly paused: number } {
    // What is inside an effect takes no place, and is under way all the same.
    const moving = Math.min(Math.max(this.#moving, 0) + this.#effects.size, this.#live);
    return { live: this.#live, moving, paused: this.lanes.parked };
  }

  /** When the first of those was accepted that time and this process alone can bring to their end; undefined where there is none. */
  get oldest(): number | undefined {
    let oldest: number | undefined;
    for (const run of this.#runs.values()) {
      if (oldest !== undefined && run.acceptedAt >= oldest) continue;
      if (!run.waitsOnPurpose && !this.lanes.holdsBack(run)) oldest = run.acceptedAt;
    }
    return oldest;
  }

  isMoving(seq: number): boolean {
    return this.#runs.get(seq)?.execution?.still === false;
  }

  live({ seq }: { readonly seq: number }): LiveRun | undefined {
    return this.#runs.get(seq);
  }

  isHomeless(run: LiveRun): boolean {
    return run.execution === undefined && !this.#programs.has(run.route);
  }

  announce(route: string): void {
    this.#live += 1;
    this.backlog.change(route, 1);
  }

  withdraw(route: string): void {
    this.#live -= 1;
    this.backlog.change(route, -1);
  }

  enqueue(run: LiveRun, first = false): void {
    this.#runs.set(run.seq, run);
    if (this.lanes.enter(run, first)) this.#push(run);
    if (this.backlog.total > inputsKept && run.fresh) run.input = undefined;
    this.#pump();
  }

  /** A run that an earlier process left waiting: it keeps its lane. `until` is infinite where only others wake it. */
  enqueueAsleep(run: LiveRun, until: number, reason: WakeReason): void {
    this.#runs.set(run.seq, run);
    if (!this.lanes.enter(run)) return;
    this.#suspension.sleep(run, until, reason);
  }

  call(seq: number): void {
    this.#progress += 1;
    const run = this.#runs.get(seq);
    if (run?.execution === undefined) run?.suspended?.wake();
    else run.execution.called();
  }

  ask(run: LiveRun, change: (asked: Asked | undefined) => Asked | undefined, word: Word): Promise<void> {
    return ask(run, change, word, {
      store: this.#options.store,
      clock: this.clock,
      attend: (asked) => this.#attend(asked),
    });
  }

  /** Something was asked of the run, or no longer is. */
  #attend(run: LiveRun): void {
    const { execution } = run;
    if (execution === undefined) run.suspended?.wake();
    else if (run.asked === undefined) execution.release();
    else if (execution.still) this.#heedSoon(execution);
  }

  drop(run: LiveRun): void {
    this.#runs.delete(run.seq);
    this.withdraw(run.route);
    const at = this.#homeless.indexOf(run);
    if (at >= 0) this.#homeless.splice(at, 1);
    this.release(run);
  }

  release(run: Pick<LiveRun, "seq" | "route" | "lane">): void {
    const next = this.lanes.leave(run);
    if (next !== undefined) this.#push(next);
    this.#pump();
  }

  stilled(execution: Execution): void {
    this.#progress += 1;
    this.#moving -= 1;
    this.#pump();
    if (!execution.still) return;
    if (execution.run.asked !== undefined) this.#heedSoon(execution);
    const { suspendAfterMs } = this.#options;
    const suspend = (): void => {
      if (!this.#closing) this.#soon(() => this.#suspension.suspend(execution));
    };
    const wake = execution.nextWake;
    if (wake === undefined || wake.until - this.clock.now() <= suspendAfterMs) return;
    if (execution.tickets.some(({ near }) => near)) return;
    // What others do may come at once; then its program is still here.
    if (wake.listens) this.timers.add(this.clock.now() + suspendAfterMs, suspend);
    else suspend();
  }

  moved(_execution: Execution): void {
    this.#progress += 1;
    this.#moving += 1;
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
      this.#runs.delete(execution.run.seq);
      this.#moving -= 1;
    }
    return false;
  }

  effectBegun(abort: (reason: Error) => void, away: boolean): () => void {
    this.#progress += 1;
    this.#effects.add(abort);
    if (!away) this.#inside += 1;
    return () => {
      this.#progress += 1;
      this.#effects.delete(abort);
      if (!away) this.#inside -= 1;
    };
  }

  waits({ run }: Execution): void {
    this.backlog.waits(run);
  }

  goes({ run }: Execution): void {
    this.backlog.goes(run);
  }

  queued({ run: { route } }: Execution): () => void {
    let queued = true;
    this.#queued.set(route, (this.#queued.get(route) ?? 0) + 1);
    return () => {
      if (!queued) return;
      queued = false;
      const left = (this.#queued.get(route) ?? 1) - 1;
      if (left > 0) this.#queued.set(route, left);
      else this.#queued.delete(route);
      this.#pump();
    };
  }

  /** For `settled`: whether only the clock, or somebody inside an effect, can move anything. */
  get standstill(): { readonly sure: boolean; readonly effectsOnly: boolean; readonly progress: number } {
    const queued =
      (this.#moving < this.#options.active && this.#ready.some(this.#mayStart)) ||
      this.#suspending > 0 ||
      this.#pumping;
    const inEffects = !queued && this.#moving - this.#refused <= this.#inside;
    return {
      sure: inEffects && this.#effects.size <= (this.clock.sleepers ?? 0),
      effectsOnly: inEffects,
      progress: this.#progress,
    };
  }

  expect(type: string, key: string): void {
    this.#options.expect(type, key);
  }

  published(type: string): void {
    this.#progress += 1;
    this.#options.published(type);
  }

  /** Told once when a run is over or its lane is held: there may be room for another. */
  whenFreed(told: () => void): void {
    this.#freed.push(told);
  }

  /** No new execution, no new attempt; resolves when what is under way has ended or the time is over (then it is aborted). */
  async drain(drainMs: number): Promise<void> {
    this.#closing = true;
    const deadline = performance.now() + drainMs;
    while ((this.#moving > 0 || this.#effects.size > 0) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const abort of this.#effects) abort(new DOMException("The service is stopping.", "AbortError"));
    for (const { execution } of this.#runs.values()) {
      execution?.journal.flush();
      execution?.abandon();
    }
    this.timers.stop();
  }

  #pump(): void {
    if (this.#pumping || this.#closing) return;
    this.#pumping = true;
    // In a turn of its own: whoever was just told "accepted" goes first.
    setImmediate(() => {
      this.#pumping = false;
      while (!this.#closing && this.#moving < this.#options.active) {
        const run = this.#ready.shift(this.#mayStart);
        if (run === undefined) return;
        this.#start(run);
      }
    });
  }

  #push(run: LiveRun): void {
    this.backlog.waits(run);
    this.#ready.push(run, this.#programs.get(run.route)?.criticality ?? "medium");
  }

  #start(run: LiveRun): void {
    this.backlog.goes(run);
    const program = this.#programs.get(run.route);
    // A route that this build no longer has: its runs wait for one that does.
    if (program === undefined) {
      this.#homeless.push(run);
      return;
    }
    this.#moving += 1;
    this.#progress += 1;
    void this.#runner
      .run(run, program, this.#build, this)
      .then((ending) => this.#left(run, run.execution, ending));
  }

  #left(run: LiveRun, execution: Execution | undefined, ending: Ending | undefined): void {
    if (execution?.abandoned) return;
    if (execution !== undefined && ending !== undefined) return this.#over(execution, ending);
    if (execution?.resting !== true) this.#moving -= 1;
    this.#runs.delete(run.seq);
  }

  #over(execution: Execution, ending: Ending): void {
    const { run } = execution;
    this.#runs.delete(run.seq);
    // A program may end while a branch it no longer cares for still waits.
    if (!execution.resting) this.#moving -= 1;
    execution.abandon();
    this.withdraw(run.route);
    this.backlog.ended();
    this.#progress += 1;
    if (ending.lane === "park") this.lanes.park(run);
    else this.release(run);
    this.#pump();
    for (const told of this.#freed.splice(0)) told();
  }

  #heedSoon(execution: Execution): void {
    this.#soon(async () => {
      // What the disk refused was not asked.
      await execution.run.asking?.catch(() => undefined);
      if (!execution.still || execution.abandoned || this.#closing) return;
      // Undoing takes its time, and is movement like any other.
      void this.#runner.heed(execution).then((ending) => {
        if (ending !== undefined && !execution.abandoned) this.#over(execution, ending);
      });
    });
  }

  /** In a turn of its own, when what goes on now has come to rest; counted, so that nobody takes the moment before it for a standstill. */
  #soon(work: () => Promise<void>): void {
    this.#suspending += 1;
    // What the store refused here it is told again by the run's next commit.
    setImmediate(
      () =>
        void work()
          .catch(() => undefined)
          .finally(() => (this.#suspending -= 1)),
    );
  }

  #refusedWrite(): Promise<void> {
    this.#refused += 1;
    return new Promise((resolve) =>
      this.timers.add(this.clock.now() + refusedWriteMs, () => {
        this.#refused -= 1;
        resolve();
      }),
    );
  }
}
