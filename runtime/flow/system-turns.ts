import { Failure } from "../contract/failure.ts";
import type { Policy } from "../contract/policy.ts";
import type { System } from "../contract/system.ts";
import type { Asker, Ticket, Turn, Turnstile } from "../engine/port.ts";
import type { FlowClock } from "./clock.ts";
import type { Limits, Pace, Slots } from "./limits.ts";
import { Queue } from "./queue.ts";
import { Rotation } from "./rotation.ts";
import type { QueuedTicket } from "./ticket.ts";

/** Calls at once to a system that declares no `concurrency`: as many as there are connections to it. */
export const defaultConcurrency = 128;

/** What one failure's `Retry-After` can keep all others from a system for, milliseconds. The run that got it waits as long as it was told. */
const longestHoldMs = 60_000;

export interface SystemTurnsOptions {
  readonly system: Pick<System, "name" | "limits">;
  readonly clock: FlowClock;
  readonly limits: Limits;
  /** A breaker opened or closed. */
  changed(queue: Queue): void;
}

/**
 * All turns at one system. Owns: its limits, a queue for each policy it is called under, one timer.
 *
 * 1. At most `concurrency` turns are open at a time.
 * 2. Turns begin no faster than the system's rate, whatever policies and routes they come from.
 * 3. Among those who may go, criticality decides (`Rotation`), then the order of acceptance.
 * 4. Who may not go (a breaker, a policy's own limit) keeps nobody else waiting.
 * 5. What a system says with `Retry-After` holds for all who would call it.
 */
export class SystemTurns {
  readonly system: Pick<System, "name" | "limits">;
  readonly #options: SystemTurnsOptions;
  readonly #bucket: Pace | undefined;
  readonly #slots: Slots;
  readonly #queues = new Map<string, Queue>();
  readonly #rotation = new Rotation();
  /** Who has a turn and sends a second call in it. They go before all others. */
  readonly #again = new Set<() => void>();
  #open = 0;
  #heldUntil = 0;
  #armed: { readonly at: number; readonly cancel: () => void } | undefined;
  #pumping = false;

  constructor(options: SystemTurnsOptions) {
    this.#options = options;
    this.system = options.system;
    const { ratePerSecond, burst = 1, concurrency } = options.system.limits ?? {};
    const { limits } = options;
    this.#bucket = ratePerSecond === undefined ? undefined : limits.pace("", ratePerSecond, burst);
    this.#slots = concurrency === undefined ? { limit: defaultConcurrency } : limits.slots("", concurrency);
  }

  get open(): number {
    return this.#open;
  }

  get concurrency(): number {
    return this.system.limits?.concurrency ?? defaultConcurrency;
  }

  /** Who has a turn and waits to send one more call in it. */
  get waitingAgain(): number {
    return this.#again.size;
  }

  get queues(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  /** Until when the system has asked to be left alone, if it has. */
  heldUntil(now: number): number | undefined {
    const until = Math.min(this.#heldUntil, now + longestHoldMs);
    return until > now ? until : undefined;
  }

  turnstile(policy: Policy): Turnstile {
    const known = this.#queues.get(policy.name);
    const queue = known ?? new Queue(policy, this.#options.limits);
    if (known === undefined) this.#queues.set(policy.name, queue);
    return { ask: (asker) => this.#ask(queue, asker) };
  }

  /** Resolves when who has a turn may send one more call in it. Rejects when the signal is aborted before. */
  again(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        this.#again.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#again.add(go);
      this.#pump();
    });
  }

  /** Nobody is to call it before then, as far as others know. */
  hold(until: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  /** What a limit allows has changed. */
  look(): void {
    this.#pump();
  }

  /** The moment that nothing but a rate keeps the next one until. */
  pacedUntil(): number | undefined {
    const now = this.#options.clock.now();
    if (this.heldUntil(now) !== undefined) return undefined;
    const own = this.#bucket?.nextAt(now, true) ?? now;
    const others =
      this.#open >= this.#slots.limit
        ? []
        : this.queues
            .filter(({ waiting, breaker }) => waiting.size > 0 && breaker?.open === undefined)
            .flatMap((queue) => queue.nextAt(now, true) ?? [])
            .map((at) => Math.max(at, own));
    const first = Math.min(...others, ...(this.#again.size > 0 ? [own] : []));
    return first > now && Number.isFinite(first) ? first : undefined;
  }

  close(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
  }

  #ask(queue: Queue, asker: Asker): Turn | Ticket {
    const now = this.#options.clock.now();
    if (this.#free(queue, now)) return this.#begin(queue, now, false);
    const ticket = queue.add(asker, now, this.heldUntil(now) !== undefined);
    this.#pumpSoon();
    return ticket;
  }

  #free(queue: Queue, now: number): boolean {
    if (this.#open >= this.#slots.limit || queue.waiting.size > 0 || this.heldUntil(now) !== undefined)
      return false;
    const at = queue.nextAt(now, false);
    if (at === undefined || at > now) return false;
    if (this.#bucket === undefined) return true;
    return this.#again.size === 0 && !this.#waiting() && this.#bucket.nextAt(now, false) <= now;
  }

  #waiting(): boolean {
    for (const { waiting } of this.#queues.values()) if (waiting.size > 0) return true;
    return false;
  }

  #begin(queue: Queue, now: number, waited: boolean): Turn {
    this.#open += 1;
    this.#bucket?.take(now, waited);
    const probe = queue.begin(now, waited);
    let over = false;
    return {
      kind: "turn",
      probe,
      end: (outcome) => {
        if (over) return;
        over = true;
        this.#end(queue, probe, outcome);
      },
    };
  }

  #end(queue: Queue, probe: boolean, outcome: "ok" | Failure | undefined): void {
    const now = this.#options.clock.now();
    this.#open -= 1;
    const unwell = failed(outcome);
    const retryAfterMs =
      outcome instanceof Failure && unwell === true ? outcome.detail.retryAfterMs : undefined;
    if (retryAfterMs !== undefined)
      this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(retryAfterMs, longestHoldMs));
    if (queue.end(probe, unwell, now)) this.#options.changed(queue);
    this.#pump();
  }

  /** Not within `ask`: whoever asks must first know that it waits. */
  #pumpSoon(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    queueMicrotask(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    const now = this.#options.clock.now();
    const held = this.heldUntil(now);
    if (held === undefined) {
      this.#pumpAgain(now);
      while (this.#next(now)) continue;
    }
    if (this.#again.size > 0 || this.#waiting()) this.#arm(now, held);
    this.#options.limits.moved();
  }

  #pumpAgain(now: number): void {
    for (const go of this.#again) {
      if ((this.#bucket?.nextAt(now, true) ?? now) > now) return;
      this.#bucket?.take(now, true);
      this.#again.delete(go);
      go();
    }
  }

  /** Gives one turn. False: nobody may have one now. */
  #next(now: number): boolean {
    if (this.#open >= this.#slots.limit || !this.#waiting()) return false;
    if ((this.#bucket?.nextAt(now, true) ?? now) > now) return false;
    const able = this.queues.filter((queue) => {
      const at = queue.waiting.size > 0 ? queue.nextAt(now, true) : undefined;
      return at !== undefined && at <= now;
    });
    const criticality = this.#rotation.next((each) =>
      able.some(({ waiting }) => waiting.at(each, 0) !== undefined),
    );
    if (criticality === undefined) return false;
    let chosen: { readonly queue: Queue; readonly ticket: QueuedTicket } | undefined;
    for (const queue of able) {
      const ticket = queue.first(criticality, now);
      if (ticket && (chosen === undefined || ticket.order < chosen.ticket.order)) chosen = { queue, ticket };
    }
    if (chosen === undefined) return false;
    chosen.queue.remove(chosen.ticket);
    chosen.ticket.call(this.#begin(chosen.queue, now, true));
    return true;
  }

  /** The timer for the next moment at which somebody may go, or has waited for long. */
  #arm(now: number, held: number | undefined): void {
    const moments = this.queues.flatMap((queue) =>
      queue.waiting.size === 0
        ? []
        : [queue.slow(now, held !== undefined), queue.nextAt(now, true)].filter((at) => at !== undefined),
    );
    if (held !== undefined) moments.push(held);
    const own = this.#bucket?.nextAt(now, true);
    if (own !== undefined) moments.push(own);
    const next = Math.min(...moments.filter((at) => at > now));
    if (!Number.isFinite(next) || (this.#armed !== undefined && this.#armed.at <= next)) return;
    this.#armed?.cancel();
    const at = Math.ceil(next);
    const fire = () => {
      this.#armed = undefined;
      this.#pump();
    };
    this.#armed = { at, cancel: this.#options.clock.timer(at, fire) };
  }
}

/** What tells that a system is not well: what it fails at or turns away. A refusal is an answer like another; a request that could not be made tells nothing. */
function failed(outcome: "ok" | Failure | undefined): boolean | undefined {
  if (outcome === undefined) return undefined;
  if (outcome === "ok" || outcome.class === "refused") return false;
  return outcome.class === "invalid" ? undefined : true;
}
