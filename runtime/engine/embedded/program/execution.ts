import type { Criticality } from "../../../contract/criticality.ts";
import type { Failure } from "../../../contract/failure.ts";
import type { Policy } from "../../../contract/policy.ts";
import type { StepInfo, Ticket, Turn, Turnstile } from "../../port.ts";
import type { Clock } from "../clock.ts";
import type { LiveRun } from "../live-run.ts";
import type { Random } from "../random.ts";
import type { WakeReason } from "../store/port.ts";
import type { Timers } from "../timers.ts";
import type { Journal } from "./journal.ts";

/** What an execution needs of the engine around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /** False once the engine closes: no new attempt may begin, and the execution has been taken out of memory. */
  mayBegin(execution: Execution): boolean;
  /** The execution stopped moving (it waits for the clock, a turn, or a system), or moves again. */
  stilled(execution: Execution): void;
  moved(execution: Execution): void;
  /** An event of this type is on stable storage. */
  published(type: string): void;
  /** `away`: it counts as no movement of its execution. */
  effectBegun(abort: (reason: Error) => void, away: boolean): () => void;
  /** A branch waits in a queue that moves; later: no longer, be it that its turn came or that the queue has become slow. */
  queued(execution: Execution): () => void;
}

interface Wait {
  /** Infinite where a turn is waited for. */
  readonly until: number;
  readonly reason: WakeReason | "turn";
  readonly ticket?: Ticket;
  /** Of a ticket: it no longer waits in a queue that moves. */
  readonly unqueue?: () => void;
}

/** The step that a failure came from, and the policy it ran under. */
interface Origin {
  readonly info: StepInfo;
  readonly policy: Policy | undefined;
}

/**
 * One program in memory, working on one run. Owns: whether it moves, what it waits for. Not: what its steps mean.
 *
 * 1. It is still when all its branches wait for the clock or a turn, away when the others are calls that have their turn, else it moves.
 * 2. Once abandoned, nothing its program calls ever answers: the program is garbage, and the run goes on in another execution.
 */
export class Execution {
  readonly run: LiveRun;
  readonly build: string;
  readonly journal: Journal;
  readonly criticality: Criticality;
  readonly around: Surroundings;
  abandoned = false;
  #calls = 0;
  /** Calls to systems under way, each with its turn. */
  #away = 0;
  #waits: Map<() => void, Wait> | undefined;
  #origins: Map<Failure, Origin> | undefined;

  constructor(
    run: LiveRun,
    build: string,
    journal: Journal,
    around: Surroundings,
    criticality: Criticality = "medium",
  ) {
    this.run = run;
    this.build = build;
    this.criticality = criticality;
    this.journal = journal;
    this.around = around;
  }

  get still(): boolean {
    return this.#calls === 0 && this.#away === 0 && this.#waits !== undefined && this.#waits.size > 0;
  }

  /** Still or away: it takes no place. */
  get resting(): boolean {
    return this.#calls === 0 && (this.#away > 0 || (this.#waits !== undefined && this.#waits.size > 0));
  }

  /** What it waits for turns with. */
  get tickets(): readonly Ticket[] {
    return [...(this.#waits?.values() ?? [])].flatMap(({ ticket }) => ticket ?? []);
  }

  /** Remembers which step a failure came from. */
  blame(failure: Failure, origin: Origin): void {
    this.#origins ??= new Map();
    this.#origins.set(failure, origin);
  }

  originOf(failure: Failure): Origin | undefined {
    return this.#origins?.get(failure);
  }

  /** The wait that ends first. */
  get nextWake(): Wait | undefined {
    let next: Wait | undefined;
    for (const wait of this.#waits?.values() ?? [])
      if (next === undefined || wait.until < next.until) next = wait;
    return next;
  }

  /** Runs one call of the program: it counts as movement but while it waits. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.abandoned) return never();
    this.#change(() => (this.#calls += 1));
    try {
      const value = await work();
      return this.abandoned ? await never() : value;
    } catch (error) {
      if (this.abandoned) return never();
      throw error;
    } finally {
      if (!this.abandoned) this.#change(() => (this.#calls -= 1));
    }
  }

  /** Inside `call`: waits for the clock. */
  async until(at: number, reason: WakeReason): Promise<void> {
    if (at <= this.around.clock.now()) return;
    await new Promise<void>((resolve) => {
      const cancel = this.around.timers.add(at, () => {
        this.#change(() => {
          this.#waits?.delete(cancel);
          this.#calls += 1;
        });
        resolve();
      });
      this.#change(() => {
        this.#waits ??= new Map();
        this.#waits.set(cancel, { until: at, reason });
        this.#calls -= 1;
      });
    });
  }

  /** Inside `call`: waits for a turn. */
  async turn(turnstile: Turnstile, probes: number): Promise<Turn> {
    const { order, criticality } = { order: this.run.seq, criticality: this.criticality };
    const ticket = turnstile.ask({ order, criticality, probes });
    if (ticket.kind === "turn") return ticket;
    const unqueue = ticket.slow ? () => undefined : this.around.queued(this);
    return new Promise((resolve) => {
      const cancel = () => {
        unqueue();
        ticket.leave();
      };
      ticket.told = {
        slowed: unqueue,
        neared: () => undefined,
        turn: (turn) => {
          unqueue();
          this.#change(() => {
            this.#waits?.delete(cancel);
            this.#calls += 1;
          });
          resolve(turn);
        },
      };
      this.#change(() => {
        this.#waits ??= new Map();
        this.#waits.set(cancel, { until: Number.POSITIVE_INFINITY, reason: "turn", ticket, unqueue });
        this.#calls -= 1;
      });
    });
  }

  /** Inside `call`: a call to a system, whose turn bounds how many there are. */
  async outside<T>(effect: () => Promise<T>): Promise<T> {
    this.#change(() => {
      this.#calls -= 1;
      this.#away += 1;
    });
    try {
      return await effect();
    } finally {
      const back = () => {
        this.#calls += 1;
        this.#away -= 1;
      };
      if (this.abandoned) back();
      else this.#change(back);
    }
  }

  abandon(): void {
    this.abandoned = true;
    for (const cancel of this.#waits?.keys() ?? []) cancel();
    this.#waits = undefined;
  }

  /** Abandons it, but its places in queues, which are somebody else's to give up. */
  leaveQueued(): void {
    this.abandoned = true;
    for (const [cancel, { unqueue }] of this.#waits ?? []) (unqueue ?? cancel)();
    this.#waits = undefined;
  }

  #change(apply: () => void): void {
    const before = this.resting;
    apply();
    if (before === this.resting) return;
    if (before) this.around.moved(this);
    else this.around.stilled(this);
  }
}

export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
