import { crashPoint } from "../crash-point.ts";
import type { TicketHolder } from "../port.ts";
import type { Clock } from "../run/clock.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { Execution } from "../run/program/execution.ts";
import type { Timers } from "../run/timers.ts";
import type { WakeReason } from "../store/port.ts";
import type { Backlog } from "./backlog.ts";

export interface SuspensionOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly backlog: Backlog;
  /** A wait longer than this leaves memory, milliseconds. */
  readonly afterMs: number;
  /** The process stops: nothing more is put away. */
  closing(): boolean;
  /** Does it when what goes on now has come to rest. */
  soon(work: () => Promise<void>): void;
  /** It wants a place again. */
  comesBack(run: LiveRun): void;
}

/**
 * Runs that wait outside memory. Owns: how they leave it, and what brings them back: their time, a turn that comes near, a call.
 *
 * 1. A program leaves memory only after what would bring its run back, in this process or the next, is on stable storage.
 * 2. What moves while that is written stays.
 * 3. A run comes back once, whatever calls it first.
 * 4. One that waits for a time, an event or a person is no backlog while it is away; one that waits for its next attempt is.
 */
export class Suspension {
  readonly #options: SuspensionOptions;

  constructor(options: SuspensionOptions) {
    this.#options = options;
  }

  /** Of a program that has become still: takes it out of memory where its wait is long. */
  consider(execution: Execution): void {
    const { clock, timers, afterMs } = this.#options;
    const wake = execution.nextWake;
    if (wake === undefined || wake.until - clock.now() <= afterMs) return;
    if (execution.tickets.some(({ near }) => near)) return;
    const suspend = (): void => {
      if (!this.#options.closing()) this.#options.soon(() => this.#suspend(execution));
    };
    // What others do may come at once; then its program is still here.
    if (wake.listens) timers.add(clock.now() + afterMs, suspend);
    else suspend();
  }

  /** Nothing happens where it goes on meanwhile. */
  async #suspend(execution: Execution): Promise<void> {
    const wake = execution.nextWake;
    if (!execution.still || execution.abandoned || wake === undefined || this.#options.closing()) return;
    const { run, tickets } = execution;
    const { until, reason } = wake;
    const queues = reason === "turn" || tickets.length > 0;
    if (queues) await execution.journal.commit();
    else {
      await execution.journal.commit(["wake", run.seq, Number.isFinite(until) ? until : null, reason]);
      crashPoint("asleep");
    }
    const now = execution.nextWake;
    if (!execution.still || execution.abandoned || now?.until !== until || now.reason !== reason) return;
    if (execution.tickets.some(({ near }) => near)) return;
    if (queues) return this.#queueOutside(execution, until);
    execution.abandon();
    run.execution = undefined;
    this.sleep(run, until, reason);
  }

  /** Its places in queues are kept while it is out of memory; when one comes near it is replayed and asks again, in the same order. */
  #queueOutside(execution: Execution, until: number): void {
    const { run, tickets } = execution;
    execution.leaveQueued();
    run.execution = undefined;
    const comeBack = (): void => {
      if (run.suspended !== suspended) return;
      run.suspended = undefined;
      cancel();
      // Kept until it has asked again: given up now, the next comes near and gives up its own, and so all at once.
      run.leavePlaces = () => {
        for (const ticket of tickets) ticket.leave();
      };
      this.#options.comesBack(run);
    };
    const suspended = { reason: "retry", wake: comeBack } as const;
    run.suspended = suspended;
    const told: TicketHolder = {
      neared: comeBack,
      slowed: () => undefined,
      turn(turn) {
        turn.end(undefined);
        comeBack();
      },
    };
    for (const ticket of tickets) ticket.told = told;
    const cancel = Number.isFinite(until) ? this.#options.timers.add(until, comeBack) : () => undefined;
  }

  /** Puts a run away that has no program in memory, until its time or a call. */
  sleep(run: LiveRun, until: number, reason: WakeReason): void {
    // One that waits for its next attempt is backlog.
    const idle = reason === "retry" ? 0 : 1;
    if (idle > 0) this.#options.backlog.change(run.route, -idle);
    const wake = (): void => {
      if (run.suspended !== suspended) return;
      cancel();
      if (idle > 0) this.#options.backlog.change(run.route, idle);
      run.suspended = undefined;
      this.#options.comesBack(run);
    };
    const cancel = Number.isFinite(until) ? this.#options.timers.add(until, wake) : () => undefined;
    const suspended = { reason, wake };
    run.suspended = suspended;
  }
}
