import type { Program } from "../port.ts";
import { Activity, type Standstill } from "../run/activity.ts";
import type { Clock } from "../run/clock.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { Execution } from "../run/program/execution.ts";
import type { Surroundings } from "../run/program/surroundings.ts";
import type { Random } from "../run/random.ts";
import { Timers } from "../run/timers.ts";
import type { LiveRow } from "../store/port.ts";
import type { HeadOf, HeadRow, SharedStore } from "../store/shared-port.ts";
import { Asking } from "./asking.ts";
import { Gathered } from "./gathered.ts";
import type { Kicks } from "./kicks.ts";
import { type Outcome, Pass } from "./pass.ts";
import { type Target, targetOf } from "./target.ts";

export interface MoverOptions {
  readonly store: SharedStore;
  readonly kicks: Kicks;
  readonly clock: Clock;
  readonly random: Random;
  readonly json: JsonCodec;
  /** A run is about to wait for events of this type, by this key. */
  expect(type: string, key: string): void;
  /** Told after each commit with an event of this type. */
  published(type: string): void;
  /** Told of each run that this process takes up or is done with. */
  taken(run: LiveRun): void;
  left(run: LiveRun, outcome: Outcome): void;
}

/** A wait longer than this is Restate's: the program leaves memory. Milliseconds. */
const awayAfterMs = 2_000;
/** After so long a lane that has more to do is handed back to Restate, so that no replica keeps it for itself. Milliseconds. */
const turnMs = 1_000;

/** Restate is to try again, here or on another replica. */
export class NotNow extends Error {}

/**
 * Moves runs when Restate says that something may move. Owns: the programs in this process's memory. Not: whose turn it is, which the
 * store knows; nor that only one replica is told so at a time, and one at all, which is Restate's.
 *
 * 1. A call of `move` ends when nothing of its target can move without time or others, or when it was moving for long enough.
 * 2. Who works on a run claims it in the store before anything of it can be seen, and writes only while the claim is its own. A run that
 *    nobody ever worked on is claimed by its first commit, which is refused where anybody touched it since the look; then it is looked at
 *    again. Who loses one to another leaves the target: Restate has called the other because this call is no longer known to it, and two
 *    would take runs from each other for ever.
 * 3. A program that waits for long, or for others, leaves memory once the store knows until when; a kick for that time is given before
 *    the call ends. Who wakes it earlier writes to the store first and gives a kick then, which finds what was written.
 * 4. What a person asked of a run is done once all its branches wait, and nothing new begins until then.
 */
export class Mover implements Surroundings {
  /** Runs up to this number may have gone further than the store knows. */
  putBackUpTo = 0;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly #options: MoverOptions;
  readonly #heads: Gathered<HeadOf, HeadRow | undefined>;
  readonly #passes = new Map<number, Pass>();
  readonly #asking: Asking;
  readonly #activity = new Activity();
  /** Calls of Restate that have not been answered. */
  #calls = 0;
  #programs = new Map<string, Program>();
  #build = "";
  #closing = false;

  constructor(options: MoverOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.random = options.random;
    this.timers = new Timers(options.clock);
    this.#asking = new Asking(options.store, this.#passes, (run, asked) => this.#attend(run, asked));
    this.#heads = new Gathered((targets) => options.store.read("heads", targets));
  }

  serve(build: string, programs: readonly Program[]): void {
    this.#build = build;
    this.#programs = new Map(programs.map((program) => [program.route, program]));
    this.#asking.start();
  }

  serves(route: string): boolean {
    return this.#programs.has(route);
  }

  get routes(): readonly string[] {
    return [...this.#programs.keys()];
  }

  /** In this process's memory. */
  held(seq: number): LiveRun | undefined {
    return this.#passes.get(seq)?.run;
  }

  /** Of what this process was called for. */
  get standstill(): Standstill {
    // A call that has no pass now is between two.
    return this.#activity.standstill(this.#calls > this.#passes.size, this.clock.sleepers ?? 0);
  }

  /**
   * Rejects with `NotNow` where somebody else should try, or this one later.
   * @param signal aborted once Restate no longer waits for this call
   */
  async move(target: Target, signal: AbortSignal): Promise<void> {
    this.#calls += 1;
    this.#activity.happened();
    try {
      await this.#move(target, signal);
    } finally {
      this.#calls -= 1;
      this.#activity.happened();
    }
  }

  async #move(target: Target, signal: AbortSignal): Promise<void> {
    const until = this.clock.now() + turnMs;
    for (;;) {
      if (this.#closing) throw new NotNow("The process stops.");
      if (signal.aborted) return;
      const row = await this.#heads.of(target);
      const program = row && this.#programs.get(row.route);
      if (row === undefined || program === undefined || this.#rests(row)) return;
      const { outcome, laneGoesOn } = await this.#pass(row, program);
      if (outcome === "not-now") throw new NotNow("The run could not be worked on.");
      if (outcome === "changed") continue;
      if (outcome === "away" || outcome === "lost" || target.lane === undefined || !laneGoesOn) return;
      if (this.clock.now() > until) return this.#options.kicks.send(target);
    }
  }

  /** Something was asked here of a run, or no longer is. */
  attend(seq: number, asked: LiveRun["asked"]): void {
    const run = this.held(seq);
    if (run === undefined) return;
    this.#asking.attended(seq);
    this.#attend(run, asked);
  }

  #attend(run: LiveRun, asked: LiveRun["asked"]): void {
    run.asked = asked;
    const { execution } = run;
    if (execution === undefined) return;
    if (asked === undefined) execution.release();
    else if (execution.still) this.#heedSoon(execution);
  }

  stilled(execution: Execution): void {
    this.#activity.stilled();
    if (!execution.still) return;
    this.#makeOwn(execution);
    if (execution.run.asked !== undefined) this.#heedSoon(execution);
    const wake = execution.nextWake;
    if (wake === undefined || execution.tickets.length > 0) return;
    if (!wake.listens && wake.until - this.clock.now() <= awayAfterMs) return;
    this.#activity.soon(() => this.#putAway(execution).catch(() => this.#end(execution.run, "not-now")));
  }

  mayBegin(execution: Execution, unsettled = false): boolean {
    const { asked } = execution.run;
    if (!this.#closing) {
      if (asked === undefined) return true;
      return asked.pause === undefined && (unsettled || execution.frozen);
    }
    if (!execution.abandoned) this.#handBack(execution.run);
    return false;
  }

  effectBegun(abort: (reason: Error) => void, away: boolean): () => void {
    return this.#activity.effectBegun(abort, away);
  }

  expect(type: string, key: string): void {
    this.#options.expect(type, key);
  }

  published(type: string): void {
    this.#options.published(type);
  }

  isPutBack({ seq }: LiveRun): boolean {
    return seq <= this.putBackUpTo;
  }

  moved(): void {
    this.#activity.moved();
  }

  // How many wait for their turn is the store's to count, and how many are called at a time Restate's.
  waits(): void {}
  goes(): void {}
  queued(): () => void {
    return () => undefined;
  }

  /** Nothing new begins; resolves when what is under way has ended or the time is over (then it is aborted). */
  async drain(drainMs: number): Promise<void> {
    this.#closing = true;
    this.#asking.stop();
    const deadline = performance.now() + drainMs;
    while (this.#activity.underWay > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.#activity.abortEffects(new DOMException("The service is stopping.", "AbortError"));
    for (const { run } of this.#passes.values()) this.#handBack(run);
    this.timers.stop();
  }

  /** What is recorded is written, and that the run is nobody's: any process may go on with it at once. The store writes it before it closes. */
  #handBack(run: LiveRun): void {
    run.execution?.journal.commit(["wake", run.seq, this.clock.now(), "retry"]).catch(() => undefined);
    this.#end(run, "not-now");
  }

  /** Its time is far, and nobody did anything it may wait for. */
  #rests({ wakeReason, wakeAt, called, asked }: LiveRow): boolean {
    if (wakeReason === null || called === 1 || asked !== null) return false;
    return wakeAt === null || wakeAt - this.clock.now() > awayAfterMs;
  }

  /** `laneGoesOn`: whether there may be more in its lane. */
  async #pass(row: HeadRow, program: Program): Promise<{ outcome: Outcome; laneGoesOn: boolean }> {
    const { store, json } = this.#options;
    const pass = await Pass.begin(row, store, json, (run, outcome) => this.#end(run, outcome));
    if (pass === undefined) return { outcome: "over", laneGoesOn: true };
    const { run, runner, hold } = pass;
    this.#passes.set(run.seq, pass);
    this.#activity.moved();
    this.#options.taken(run);
    void runner.run(run, program, this.#build, this).then((ending) => {
      if (!pass.ended) this.#end(run, ending === undefined ? "not-now" : "over");
    });
    return { outcome: await pass.outcome, laneGoesOn: hold.laneGoesOn ?? true };
  }

  /** What stands, for a turn perhaps, before its first commit: others see that it is worked on. */
  #makeOwn({ run, journal }: Execution): void {
    // Refused, it is the next commit's to say.
    if (this.#passes.get(run.seq)?.hold.untouched !== undefined)
      journal.store.write([]).catch(() => undefined);
  }

  #end(run: LiveRun, outcome: Outcome): void {
    const pass = this.#passes.get(run.seq);
    if (pass?.run !== run) return;
    this.#passes.delete(run.seq);
    if (run.execution?.resting !== true) this.#activity.stilled();
    pass.end(outcome);
    this.#options.left(run, outcome);
  }

  /** Takes a program out of memory whose wait is long. Nothing happens where it goes on meanwhile. */
  async #putAway(execution: Execution): Promise<void> {
    const { run } = execution;
    const wake = execution.nextWake;
    const pass = this.#passes.get(run.seq);
    if (!execution.still || execution.abandoned || wake === undefined || wake.reason === "turn") return;
    if (run.asked !== undefined || pass === undefined || this.#closing) return;
    const { until, reason } = wake;
    const finite = Number.isFinite(until);
    await execution.journal.commit(["wake", run.seq, finite ? until : null, reason]);
    const now = execution.nextWake;
    if (execution.abandoned) return;
    if (!execution.still || now?.until !== until || now.reason !== reason || run.asked !== undefined) {
      // It moves, and the store must not take it for asleep.
      await this.#options.store.write([["claim", run.seq, pass.hold.holder, null]]);
      return;
    }
    // What Restate does not take now the sweep finds when the time has come.
    if (finite)
      await this.#options.kicks
        .send(targetOf(run), Math.max(until - this.clock.now(), 0))
        .catch(() => undefined);
    this.#end(run, "away");
  }

  #heedSoon(execution: Execution): void {
    this.#activity.soon(async () => {
      const pass = this.#passes.get(execution.run.seq);
      if (pass === undefined || !execution.still || execution.abandoned || this.#closing) return;
      void pass.runner.heed(execution).then((ending) => {
        if (ending !== undefined && !pass.ended) this.#end(pass.run, "over");
      });
    });
  }
}
