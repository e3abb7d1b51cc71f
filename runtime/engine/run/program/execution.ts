import type { Criticality } from "../../../contract/criticality.ts";
import type { Failure } from "../../../contract/failure.ts";
import type { Policy } from "../../../contract/policy.ts";
import type { Program, StepInfo, Ticket, Turn, Turnstile } from "../../port.ts";
import type { WakeReason } from "../../store/port.ts";
import type { LiveRun } from "../live-run.ts";
import type { Journal } from "./journal.ts";
import type { Surroundings } from "./surroundings.ts";
import { Undoing } from "./undoing.ts";
import { type NextWake, type Wait, Waits } from "./waits.ts";

/** The step that a failure came from, and the policy it ran under. */
interface Origin {
  readonly info: StepInfo;
  readonly policy: Policy | undefined;
}

/**
 * One program in memory, working on one run. Owns: whether it moves, what it waits for. Not: what its steps mean.
 *
 * 1. It is still when all its branches wait, away when the others are calls that have their turn, else it moves.
 * 2. Once abandoned, nothing its program calls ever answers: the program is garbage, and the run goes on in another execution. What it held
 *    of a system's limits it has given back, but for calls under way.
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
  readonly #waits = new Waits();
  /** Given, while what must be written before their calls is on its way. */
  #turns: Set<Turn> | undefined;
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
    return this.#calls === 0 && this.#away === 0 && this.#waits.any;
  }

  /** Still or away: it takes no place. */
  get resting(): boolean {
    return this.#calls === 0 && (this.#away > 0 || this.#waits.any);
  }

  /** What it waits for turns with. */
  get tickets(): readonly Ticket[] {
    return this.#waits.tickets;
  }

  get nextWake(): NextWake | undefined {
    return this.#waits.next;
  }

  /** A step's effect may have happened, and its next attempt will tell. */
  get unsettled(): boolean {
    return this.#waits.unsettled;
  }

  /** Remembers which step a failure came from. */
  blame(failure: Failure, origin: Origin): void {
    this.#origins ??= new Map();
    this.#origins.set(failure, origin);
  }

  originOf(failure: Failure): Origin | undefined {
    return this.#origins?.get(failure);
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
    this.run.leavePlaces?.();
    this.run.leavePlaces = undefined;
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
            this.#waits.delete(cancel);
            this.#calls += 1;
          });
          resolve(turn);
        },
      };
      this.#change(() => {
        const wait: Wait = { until: Number.POSITIVE_INFINITY, reason: "turn", unsettled };
        this.#waits.add(cancel, { wait, cancel, ticket, unqueue });
        this.#calls -= 1;
      });
    });
  }

  /** Inside `call`: commits before a call begins. Where the program is abandoned meanwhile there is no call, and its turn goes to others. */
  async commitBefore(turn: Turn | undefined): Promise<void> {
    if (turn === undefined) return void (await this.journal.commit());
    if (this.abandoned) {
      turn.end(undefined);
      return never();
    }
    this.#turns ??= new Set();
    this.#turns.add(turn);
    try {
      await this.journal.commit();
    } finally {
      this.#turns.delete(turn);
    }
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
    this.#waits.wake((wait) => wait.listens === true);
  }

  /** What it was held for is no longer asked. */
  release(): void {
    this.#waits.wake((wait) => wait.reason === "held");
  }

  abandon(): void {
    this.abandoned = true;
    this.#waits.drop();
    for (const turn of this.#turns ?? []) turn.end(undefined);
  }

  /** Abandons it, but its places in queues, which are somebody else's to give up. */
  leaveQueued(): void {
    this.abandoned = true;
    this.#waits.leaveQueued();
  }

  /** Nothing the program waits for comes any more. Only while it is still. */
  freeze(): void {
    this.frozen = true;
    this.#change(() => this.#waits.drop());
    this.journal.reopen();
  }

  async #park(wait: Wait): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        const parked = this.#waits.get(wake);
        if (parked === undefined) return;
        parked.cancel();
        this.#change(() => {
          this.#waits.delete(wake);
          this.#calls += 1;
        });
        resolve();
      };
      const cancel = Number.isFinite(wait.until) ? this.around.timers.add(wait.until, wake) : () => undefined;
      this.#change(() => {
        this.#waits.add(wake, { wait, cancel });
        this.#calls -= 1;
      });
    });
  }

  #change(apply: () => void): void {
    const before = this.resting;
    apply();
    if (before === this.resting) return;
    if (before) this.around.moved(this);
    else this.around.stilled(this);
  }
}

/** What an abandoned program waits for: it is garbage with all that it holds. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
