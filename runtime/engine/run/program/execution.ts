import type { Criticality } from "../../../contract/criticality.ts";
import type { Failure } from "../../../contract/failure.ts";
import type { Policy } from "../../../contract/policy.ts";
import type { Program, StepInfo, Ticket, Turn, Turnstile } from "../../port.ts";
import type { WakeReason } from "../../store/port.ts";
import type { Clock } from "../clock.ts";
import type { LiveRun } from "../live-run.ts";
import type { Random } from "../random.ts";
import type { Timers } from "../timers.ts";
import type { Journal } from "./journal.ts";
import { Undoing } from "./undoing.ts";

/** What an execution needs of the engine around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /**
   * At a step boundary: whether something new may begin. Not where the engine closes (then the execution has been taken out of
   * memory) or a person asked the run to stop; `unsettled` is a step whose effect may have happened, which is cleared up first.
   */
  mayBegin(execution: Execution, unsettled?: boolean): boolean;
  /** The execution stopped moving (it waits for the clock, a turn, a system or others), or moves again. */
  stilled(execution: Execution): void;
  moved(execution: Execution): void;
  /** `away`: it counts as no movement of its execution. */
  effectBegun(abort: (reason: Error) => void, away: boolean): () => void;
  /** It waits for a turn; it has one, or gave up. */
  waits(execution: Execution): void;
  goes(execution: Execution): void;
  /** A branch waits in a queue that moves; later: no longer, be it that its turn came or that the queue has become slow. */
  queued(execution: Execution): () => void;
  /** The store was put back from a copy since the run was accepted: what the copy does not have of it may have happened. */
  isPutBack(run: LiveRun): boolean;
  /** A run is about to wait for events of this type, by this key. */
  expect(type: string, key: string): void;
  /** An event of this type is on stable storage. */
  published(type: string): void;
}

export interface Wait {
  /** Milliseconds since the epoch; infinite where only somebody else ends it. */
  readonly until: number;
  readonly reason: WakeReason | "held" | "turn";
  /** Its step's effect may have happened: the run is not interrupted here. */
  readonly unsettled?: boolean;
  /** A call from outside ends it. */
  readonly listens?: boolean;
}

/** A branch that waits. */
interface Parked {
  readonly wait: Wait;
  readonly cancel: () => void;
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
 * 1. It is still when all its branches wait, away when the others are calls that have their turn, else it moves.
 * 2. Once abandoned, nothing its program calls ever answers: the program is garbage, and the run goes on in another execution.
 * 3. Who waits for others is told of each call (`wake`) since it last looked, also of one that came while it looked.
 * 4. Once frozen, no branch of the program goes on; what is called from outside it (undoing) does.
 */
export class Execution {
  readonly run: LiveRun;
  readonly program: Program;
  readonly build: string;
  readonly journal: Journal;
  readonly criticality: Criticality;
  readonly around: Surroundings;
  readonly undoing = new Undoing();
  abandoned = false;
  /** The program is over, and its run is being undone. */
  frozen = false;
  /** It is being taken out of memory. */
  leaving = false;
  /** How often somebody outside called. */
  calledTimes = 0;
  #calls = 0;
  /** Calls to systems under way, each with its turn. */
  #away = 0;
  /** By what wakes them. */
  #waits: Map<() => void, Parked> | undefined;
  #origins: Map<Failure, Origin> | undefined;

  constructor(run: LiveRun, program: Program, build: string, journal: Journal, around: Surroundings) {
    this.run = run;
    this.program = program;
    this.criticality = program.criticality ?? "medium";
    this.build = build;
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

  /** A step's effect may have happened, and its next attempt will tell. */
  get unsettled(): boolean {
    return this.#waits?.values().some(({ wait }) => wait.unsettled === true) === true;
  }

  /** Remembers which step a failure came from. */
  blame(failure: Failure, origin: Origin): void {
    this.#origins ??= new Map();
    this.#origins.set(failure, origin);
  }

  originOf(failure: Failure): Origin | undefined {
    return this.#origins?.get(failure);
  }

  /** The wait that ends first. Undefined where a branch is held, which is no wait to leave memory for. */
  get nextWake():
    | { readonly until: number; readonly reason: WakeReason | "turn"; readonly listens: boolean }
    | undefined {
    let next: { readonly until: number; readonly reason: WakeReason | "turn" } | undefined;
    let listens = false;
    for (const { wait } of this.#waits?.values() ?? []) {
      if (wait.reason === "held") return undefined;
      listens ||= wait.listens === true;
      if (next === undefined || wait.until < next.until) next = { until: wait.until, reason: wait.reason };
    }
    return next && { ...next, listens };
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

  /** Inside `call`: resolves where something new may begin, once it may. */
  async boundary(unsettled = false): Promise<void> {
    while (!this.around.mayBegin(this, unsettled)) {
      if (this.abandoned) return never();
      await this.#park({ until: Number.POSITIVE_INFINITY, reason: "held" });
    }
  }

  /** Inside `call`: waits for the clock. */
  async until(at: number, reason: WakeReason, unsettled = false): Promise<void> {
    if (at <= this.around.clock.now()) return;
    await this.#park({ until: at, reason, unsettled });
  }

  /** Inside `call`: waits for the clock or a call from outside. `heard`: how many had come when it looked. */
  async untilCalled(at: number, reason: WakeReason, heard: number): Promise<void> {
    if (this.calledTimes !== heard) return;
    await this.#park({ until: at, reason, listens: true });
  }

  /** Inside `call`: waits for a turn. */
  async turn(turnstile: Turnstile, probes: number, unsettled = false): Promise<Turn> {
    const { order, criticality } = { order: this.run.seq, criticality: this.criticality };
    const ticket = turnstile.ask({ order, criticality, probes });
    if (ticket.kind === "turn") return ticket;
    const unqueue = ticket.slow ? () => undefined : this.around.queued(this);
    this.around.waits(this);
    return new Promise((resolve) => {
      const cancel = () => {
        unqueue();
        this.around.goes(this);
        ticket.leave();
      };
      ticket.told = {
        slowed: unqueue,
        neared: () => undefined,
        turn: (turn) => {
          unqueue();
          this.around.goes(this);
          this.#change(() => {
            this.#waits?.delete(cancel);
            this.#calls += 1;
          });
          resolve(turn);
        },
      };
      this.#change(() => {
        this.#waits ??= new Map();
        const wait: Wait = { until: Number.POSITIVE_INFINITY, reason: "turn", unsettled };
        this.#waits.set(cancel, { wait, cancel, ticket, unqueue });
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

  /** Somebody outside did what this run may wait for. */
  called(): void {
    this.calledTimes += 1;
    this.#wake((wait) => wait.listens === true);
  }

  /** What it was held for is no longer asked. */
  release(): void {
    this.#wake((wait) => wait.reason === "held");
  }

  abandon(): void {
    this.abandoned = true;
    this.#drop();
  }

  /** Abandons it, but its places in queues, which are somebody else's to give up. */
  leaveQueued(): void {
    this.abandoned = true;
    for (const { cancel, unqueue } of this.#waits?.values() ?? []) (unqueue ?? cancel)();
    this.#waits = undefined;
  }

  /** Nothing the program waits for comes any more. Only while it is still. */
  freeze(): void {
    this.frozen = true;
    this.#change(() => this.#drop());
    this.journal.reopen();
  }

  async #park(wait: Wait): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        const parked = this.#waits?.get(wake);
        if (parked === undefined) return;
        parked.cancel();
        this.#change(() => {
          this.#waits?.delete(wake);
          this.#calls += 1;
        });
        resolve();
      };
      const cancel = Number.isFinite(wait.until) ? this.around.timers.add(wait.until, wake) : () => undefined;
      this.#change(() => {
        this.#waits ??= new Map();
        this.#waits.set(wake, { wait, cancel });
        this.#calls -= 1;
      });
    });
  }

  #wake(which: (wait: Wait) => boolean): void {
    for (const [wake, { wait }] of Array.from(this.#waits ?? [])) if (which(wait)) wake();
  }

  #drop(): void {
    for (const { cancel } of this.#waits?.values() ?? []) cancel();
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
