import type { Json } from "../../contract/json.ts";
import type { Program, TicketHolder } from "../port.ts";
import type { Clock } from "./clock.ts";
import { crashPoint } from "./crash-point.ts";
import { type Ending, endInDeadLetter, endWell } from "./ending.ts";
import type { JsonCodec } from "./json-codec.ts";
import { Lanes } from "./lanes.ts";
import type { LiveRun } from "./live-run.ts";
import { Context } from "./program/context.ts";
import { readEntry } from "./program/entry.ts";
import { Execution, type Surroundings } from "./program/execution.ts";
import { Journal } from "./program/journal.ts";
import type { Random } from "./random.ts";
import { ReadyQueue } from "./ready-queue.ts";
import type { Store, WakeReason } from "./store/port.ts";
import { Timers } from "./timers.ts";

export interface SchedulerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly json: JsonCodec;
  /** Programs that move at a time. */
  readonly active: number;
  /** A wait longer than this leaves memory, milliseconds. */
  readonly suspendAfterMs: number;
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
 * Which run's program is in memory. Owns: the ready queue, lanes, timers, executions. Not: acceptance, dead letters, steps.
 *
 * 1. A run has at most one execution, and it starts only when its lane lets it.
 * 2. At most `active` executions move when another is started; one that waits for the clock, for its turn, or for a system takes no place.
 * 3. An execution that waits for long is abandoned and its run replayed when the time comes, or its turn comes near: long waits take little memory.
 * 4. The lane is given up only after the run's end is on stable storage.
 * 5. A route whose runs queue for a system starts no more while that queue moves; one whose system is slow or broken does, so that
 *    those of its runs that go elsewhere do.
 */
export class Scheduler implements Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly lanes = new Lanes();
  readonly #options: SchedulerOptions;
  readonly #ready = new ReadyQueue();
  /** Branches in queues that move, by route. */
  readonly #queued = new Map<string, number>();
  readonly #mayStart = (route: string): boolean => (this.#queued.get(route) ?? 0) < queuedAtOnce;
  readonly #executions = new Map<number, Execution>();
  readonly #homeless: LiveRun[] = [];
  readonly #effects = new Set<(reason: Error) => void>();
  #programs = new Map<string, Program>();
  #build = "";
  #moving = 0;
  #suspending = 0;
  /** Writes that the disk refused and that wait for the clock. */
  #refused = 0;
  #sleeping = 0;
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

  /** Accepted, not over, and movable by time alone. */
  get backlog(): number {
    return this.#live - this.#sleeping - this.lanes.held;
  }

  get counts(): { readonly live: number; readonly moving: number; readonly paused: number } {
    const moving = this.#executions.values().reduce((sum, { still }) => sum + (still ? 0 : 1), 0);
    return { live: this.#live, moving, paused: this.lanes.parked };
  }

  isMoving(seq: number): boolean {
    return this.#executions.get(seq)?.still === false;
  }

  /** A run on its way into the store counts already, so that a burst can not pass the limit. */
  announce(): void {
    this.#live += 1;
  }

  withdraw(): void {
    this.#live -= 1;
  }

  /** An announced run that is durable now. `first`: before those that wait for its lane (a redrive). */
  enqueue(run: LiveRun, first = false): void {
    if (this.lanes.enter(run, first)) this.#push(run);
    if (this.backlog > inputsKept && run.fresh) run.input = undefined;
    this.#pump();
  }

  /** A run that an earlier process left waiting for the clock: it keeps its lane. */
  enqueueAsleep(run: LiveRun, until: number, reason: WakeReason): void {
    if (!this.lanes.enter(run)) return;
    this.#sleep(run, until, reason);
  }

  /** The run is over, by a person's word; its lane goes on. */
  release(run: Pick<LiveRun, "seq" | "route" | "lane">): void {
    const next = this.lanes.leave(run);
    if (next !== undefined) this.#push(next);
    this.#pump();
  }

  stilled(execution: Execution): void {
    this.#progress += 1;
    this.#moving -= 1;
    this.#pump();
    const wake = execution.still ? execution.nextWake : undefined;
    if (wake === undefined || wake.until - this.clock.now() <= this.#options.suspendAfterMs) return;
    if (execution.tickets.some(({ near }) => near)) return;
    // Counted from now, so that nobody takes the moment before it for a standstill.
    this.#suspending += 1;
    setImmediate(() => void this.#suspend(execution).finally(() => (this.#suspending -= 1)));
  }

  moved(_execution: Execution): void {
    this.#progress += 1;
    this.#moving += 1;
  }

  mayBegin(execution: Execution): boolean {
    if (!this.#closing) return true;
    if (!execution.abandoned) {
      execution.journal.flush();
      execution.abandon();
      this.#executions.delete(execution.run.seq);
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
    for (const execution of this.#executions.values()) {
      execution.journal.flush();
      execution.abandon();
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
    this.#ready.push(run, this.#programs.get(run.route)?.criticality ?? "medium");
  }

  #start(run: LiveRun): void {
    const program = this.#programs.get(run.route);
    // A route that this build no longer has: its runs wait for one that does.
    if (program === undefined) {
      this.#homeless.push(run);
      return;
    }
    this.#moving += 1;
    this.#progress += 1;
    void this.#execute(run, program);
  }

  async #execute(run: LiveRun, program: Program): Promise<void> {
    const { store, json } = this.#options;
    const rows = run.fresh ? [] : await store.read("steps", run.seq).catch(() => undefined);
    const input = run.input ?? (await this.#input(run));
    // The store can not be read: as good as closed, the next process goes on.
    if (rows === undefined || input === undefined) {
      this.#moving -= 1;
      return;
    }
    run.fresh = false;
    run.input = undefined;
    const journal = new Journal(run.seq, store, json, () => this.#refusedWrite(), rows.map(readEntry));
    const execution = new Execution(run, this.#build, journal, this, program.criticality);
    this.#executions.set(run.seq, execution);
    const ending = await this.#run(execution, program, input.value);
    if (execution.abandoned || ending === undefined) return;
    this.#over(execution, ending);
  }

  async #run(execution: Execution, program: Program, input: Json): Promise<Ending | undefined> {
    try {
      return await endWell(execution, await program.run(new Context(execution), input));
    } catch (error) {
      if (execution.abandoned) return undefined;
      // Once more if the store refuses what was recorded before; a letter it refuses by itself leaves the run to the next process.
      const end = (why: unknown): Promise<Ending> => endInDeadLetter(execution, program, why);
      return end(error)
        .catch(end)
        .catch(() => undefined);
    }
  }

  #over(execution: Execution, ending: Ending): void {
    const { run } = execution;
    this.#executions.delete(run.seq);
    // A program may end while a branch it no longer cares for still waits.
    if (!execution.resting) this.#moving -= 1;
    execution.abandon();
    this.#live -= 1;
    this.#progress += 1;
    if (ending.lane === "park") this.lanes.park(run);
    else this.release(run);
    this.#pump();
    for (const told of this.#freed.splice(0)) told();
  }

  async #input(run: LiveRun): Promise<{ readonly value: Json } | undefined> {
    const text = await this.#options.store.read("input", run.seq).catch(() => undefined);
    // It was accepted as JSON.
    return text === undefined ? undefined : { value: this.#options.json.parse(text) as Json };
  }

  async #suspend(execution: Execution): Promise<void> {
    const wake = execution.nextWake;
    if (!execution.still || execution.abandoned || wake === undefined || this.#closing) return;
    const { run, tickets } = execution;
    if (wake.reason === "turn" || tickets.length > 0) await execution.journal.commit();
    else {
      await execution.journal.commit(["wake", run.seq, wake.until, wake.reason]);
      crashPoint("asleep");
    }
    if (!execution.still || execution.abandoned || execution.nextWake !== wake) return;
    if (execution.tickets.some(({ near }) => near)) return;
    if (wake.reason === "turn" || tickets.length > 0) {
      this.#queueOutside(execution, wake.until);
      return;
    }
    execution.abandon();
    this.#executions.delete(run.seq);
    this.#sleep(run, wake.until, wake.reason);
  }

  /** Its places in queues are kept while it is out of memory; when one comes near it is replayed and asks again, in the same order. */
  #queueOutside(execution: Execution, until: number): void {
    const { run, tickets } = execution;
    execution.leaveQueued();
    this.#executions.delete(run.seq);
    let back = false;
    let cancel: (() => void) | undefined;
    const comeBack = (): void => {
      if (back) return;
      back = true;
      cancel?.();
      for (const ticket of tickets) ticket.leave();
      this.#push(run);
      this.#pump();
    };
    const told: TicketHolder = {
      neared: comeBack,
      slowed: () => undefined,
      turn(turn) {
        turn.end(undefined);
        comeBack();
      },
    };
    for (const ticket of tickets) ticket.told = told;
    if (Number.isFinite(until)) cancel = this.timers.add(until, comeBack);
  }

  #sleep(run: LiveRun, until: number, reason: WakeReason): void {
    run.suspended = reason;
    if (reason === "sleep") this.#sleeping += 1;
    this.timers.add(until, () => {
      if (run.suspended === "sleep") this.#sleeping -= 1;
      run.suspended = undefined;
      this.#push(run);
      this.#pump();
    });
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
