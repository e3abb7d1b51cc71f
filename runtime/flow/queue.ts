import type { Criticality } from "../contract/criticality.ts";
import type { Policy } from "../contract/policy.ts";
import type { Asker } from "../engine/port.ts";
import type { Gate, Limits, Pace, Slots } from "./limits.ts";
import { QueuedTicket } from "./ticket.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** So many of each criticality are kept near. */
const near = 64;

/** A queue whose first has waited for longer is slow, milliseconds. */
export const slowAfterMs = 1_000;

/**
 * Who waits for one system under one policy, and what that policy allows: its breaker, its concurrency, its rate. Owns: tickets,
 * and their marks. Not: the system's own limits, which all its queues share.
 *
 * 1. The first `near` of each criticality are near; who once was stays so.
 * 2. A ticket is slow that has waited for `slowAfterMs`, that came when the first of its criticality had, or that waits for a broken
 *    system. Each is looked at once.
 */
export class Queue {
  readonly policy: string;
  readonly waiting = new WaitingRoom<QueuedTicket>();
  readonly breaker: Gate | undefined;
  readonly #bucket: Pace | undefined;
  readonly #slots: Slots | undefined;
  /** Those who are not slow, as they came. */
  readonly #brisk = new Set<QueuedTicket>();
  /** Turns that are open. */
  #open = 0;

  constructor(policy: Policy, limits: Limits) {
    const { name, breaker, ratePerSecond, concurrency } = policy;
    this.policy = name;
    this.breaker = breaker && limits.gate(name, breaker);
    this.#bucket = ratePerSecond === undefined ? undefined : limits.pace(name, ratePerSecond, 1);
    this.#slots = concurrency === undefined ? undefined : limits.slots(name, concurrency);
  }

  get open(): number {
    return this.#open;
  }

  /** When the next may go as far as this policy says, or undefined if only the end of a turn can tell. */
  nextAt(now: number, waited: boolean): number | undefined {
    if (this.#slots !== undefined && this.#open >= this.#slots.limit) return undefined;
    const closed = this.breaker === undefined ? now : this.breaker.nextAt(now);
    return closed === undefined ? undefined : Math.max(closed, this.#bucket?.nextAt(now, waited) ?? now);
  }

  /** When a rate alone keeps the next one, and until when. */
  pacedUntil(now: number): number | undefined {
    const at = this.#bucket?.nextAt(now, true);
    return at !== undefined && at > now && this.breaker?.open === undefined ? at : undefined;
  }

  /** True: it is to try whether the system is back. */
  begin(now: number, waited: boolean): boolean {
    this.#open += 1;
    this.#bucket?.take(now, waited);
    return this.breaker?.begin() ?? false;
  }

  /** True: the breaker opened or closed. */
  end(probe: boolean, failed: boolean | undefined, now: number): boolean {
    this.#open -= 1;
    return this.breaker?.end(probe, failed, now) ?? false;
  }

  add(asker: Asker, now: number, slow: boolean): QueuedTicket {
    const first = this.waiting.at(asker.criticality, 0);
    const slowed = slow || this.#stuck(now) || (first !== undefined && now - first.since >= slowAfterMs);
    const ticket = new QueuedTicket(asker, now, slowed, (left) => this.remove(left));
    this.waiting.add(ticket);
    if (!slowed) this.#brisk.add(ticket);
    if (this.waiting.rank(ticket) < near) ticket.comeNear();
    return ticket;
  }

  remove(ticket: QueuedTicket): void {
    this.#brisk.delete(ticket);
    if (this.waiting.remove(ticket)) this.waiting.at(ticket.criticality, near - 1)?.comeNear();
  }

  /** Who goes next. Where it has to try a broken system, one that has tried least: one message that breaks the system must not be the only one to ask. */
  first(criticality: Criticality, now: number): QueuedTicket | undefined {
    const first = this.waiting.at(criticality, 0);
    if (this.breaker === undefined || this.breaker.state(now) === "closed") return first;
    let least = first;
    for (let index = 1; index < near; index += 1) {
      const ticket = this.waiting.at(criticality, index);
      if (ticket === undefined) break;
      if (ticket.near && ticket.probes < (least?.probes ?? 0)) least = ticket;
    }
    return least;
  }

  /** Marks who waits too long; answers when to look again. */
  slow(now: number, held: boolean): number | undefined {
    const all = held || this.#stuck(now);
    for (const ticket of this.#brisk) {
      const due = ticket.since + slowAfterMs;
      if (!all && due > now) return due;
      this.#brisk.delete(ticket);
      ticket.slowDown();
    }
    return undefined;
  }

  #stuck(now: number): boolean {
    return this.breaker !== undefined && this.breaker.state(now) !== "closed";
  }
}
