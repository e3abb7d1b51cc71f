import type { Ticket } from "../../port.ts";
import type { WakeReason } from "../../store/port.ts";

/** What a branch of a program waits for. */
export interface Wait {
  /** Milliseconds since the epoch; infinite where only somebody else ends it. */
  readonly until: number;
  readonly reason: WakeReason | "held" | "turn";
  /** Its step's effect may have happened: the run is not interrupted here. */
  readonly unsettled?: boolean;
  /** A call from outside ends it. */
  readonly listens?: boolean;
}

interface Parked {
  readonly wait: Wait;
  readonly cancel: () => void;
  readonly ticket?: Ticket;
  /** Of a ticket: it no longer waits in a queue that moves. */
  readonly unqueue?: () => void;
}

/** The wait that ends first, and whether a call from outside may end one before. */
export interface NextWake {
  readonly until: number;
  readonly reason: WakeReason | "turn";
  readonly listens: boolean;
}

/** The branches of one program that wait. Owns: how each wait is called off. Not: what its end sets in motion. */
export class Waits {
  /** By what wakes them. Most programs wait for nothing: then there is none. */
  #parked: Map<() => void, Parked> | undefined;

  get any(): boolean {
    return this.#parked !== undefined && this.#parked.size > 0;
  }

  get tickets(): readonly Ticket[] {
    return [...(this.#parked?.values() ?? [])].flatMap(({ ticket }) => ticket ?? []);
  }

  /** A step's effect may have happened, and its next attempt will tell. */
  get unsettled(): boolean {
    return this.#parked?.values().some(({ wait }) => wait.unsettled === true) === true;
  }

  /** Undefined where nobody waits, or where a branch is held, which is no wait to leave memory for. */
  get next(): NextWake | undefined {
    let next: Pick<NextWake, "until" | "reason"> | undefined;
    let listens = false;
    for (const { wait } of this.#parked?.values() ?? []) {
      if (wait.reason === "held") return undefined;
      listens ||= wait.listens === true;
      if (next === undefined || wait.until < next.until) next = { until: wait.until, reason: wait.reason };
    }
    return next && { ...next, listens };
  }

  add(wake: () => void, parked: Parked): void {
    this.#parked ??= new Map();
    this.#parked.set(wake, parked);
  }

  /** Undefined: it waits no more. */
  get(wake: () => void): Parked | undefined {
    return this.#parked?.get(wake);
  }

  delete(wake: () => void): void {
    this.#parked?.delete(wake);
  }

  wake(which: (wait: Wait) => boolean): void {
    for (const [wake, { wait }] of Array.from(this.#parked ?? [])) if (which(wait)) wake();
  }

  /** Calls all off. */
  drop(): void {
    for (const { cancel } of this.#parked?.values() ?? []) cancel();
    this.#parked = undefined;
  }

  /** Calls all off but places in queues, which are somebody else's to give up. */
  leaveQueued(): void {
    for (const { cancel, unqueue } of this.#parked?.values() ?? []) (unqueue ?? cancel)();
    this.#parked = undefined;
  }
}
