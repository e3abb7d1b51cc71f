import type { Criticality } from "../contract/criticality.ts";
import type { Asker, Ticket, TicketHolder, Turn } from "../engine/port.ts";

/** A place in the queue of one system and policy. The queue sets its marks, each once; whoever holds it is told. */
export class QueuedTicket implements Ticket {
  readonly kind = "ticket";
  readonly order: number;
  readonly criticality: Criticality;
  readonly probes: number;
  /** When it was asked for, ms since the epoch. */
  readonly since: number;
  told: TicketHolder | undefined;
  readonly #left: (ticket: QueuedTicket) => void;
  #slow: boolean;
  #near = false;

  constructor(asker: Asker, since: number, slow: boolean, left: (ticket: QueuedTicket) => void) {
    this.order = asker.order;
    this.criticality = asker.criticality;
    this.probes = asker.probes;
    this.since = since;
    this.#slow = slow;
    this.#left = left;
  }

  get slow(): boolean {
    return this.#slow;
  }

  get near(): boolean {
    return this.#near;
  }

  leave(): void {
    this.told = undefined;
    this.#left(this);
  }

  call(turn: Turn): void {
    const told = this.told;
    this.told = undefined;
    if (told === undefined) turn.end(undefined);
    else told.turn(turn);
  }

  slowDown(): void {
    if (this.#slow) return;
    this.#slow = true;
    this.told?.slowed();
  }

  comeNear(): void {
    if (this.#near) return;
    this.#near = true;
    this.told?.neared();
  }
}
