import type { Criticality } from "../../contract/criticality.ts";
import type { Failure } from "../../contract/failure.ts";

/** What attempts queue for where the thing they use is limited. */

/** What attempts queue for where the thing they use is limited: a system's rate and concurrency, a breaker. */
export interface Turnstile {
  /** A turn at once, or a place in the queue: by criticality, then by order. */
  ask(asker: Asker): Turn | Ticket;
}

export interface Asker {
  /** The run's place in the order of acceptance. */
  readonly order: number;
  readonly criticality: Criticality;
  /** How often this step was the one to try whether a broken system is back. */
  readonly probes: number;
}

/** The right to begin one attempt now. */
export interface Turn {
  readonly kind: "turn";
  /** It tries whether a broken system is back: that it is not is nothing the run must pay for with an attempt. */
  readonly probe: boolean;
  /** To be called once, whatever came of it. Undefined: nothing did (the process stops). */
  end(outcome: "ok" | Failure | undefined): void;
}

/** A place in a queue. */
export interface Ticket {
  readonly kind: "ticket";
  /** The queue moves so slowly that nothing else should wait with it. */
  readonly slow: boolean;
  /** Its turn is so near that its program is worth its memory. */
  readonly near: boolean;
  /** Who is told, never before `ask` has returned. */
  told: TicketHolder | undefined;
  /** Gives up the place. */
  leave(): void;
}

export interface TicketHolder {
  /** The ticket is used up. */
  turn(turn: Turn): void;
  slowed(): void;
  neared(): void;
}
