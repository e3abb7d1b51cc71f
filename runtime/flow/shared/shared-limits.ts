import type { BreakerRule } from "../breaker.ts";
import type { Limits } from "../limits.ts";
import type { SystemTurns } from "../system-turns.ts";
import type { Grant, Report } from "./ledger.ts";
import { SharedGate } from "./shared-gate.ts";
import { SharedPace } from "./shared-pace.ts";
import { SharedSlots } from "./shared-slots.ts";

/** Clocks differ by as much. */
const worthTellingMs = 100;

/** The limits of one system as this process has its part in them. Owns: what it reports and what it was given. */
export class SharedLimits implements Limits {
  readonly #now: () => number;
  readonly #wanted: () => void;
  readonly #paces = new Map<string, SharedPace>();
  readonly #slots = new Map<string, SharedSlots>();
  readonly #gates = new Map<string, SharedGate>();
  #reported = 0;
  /** Until when all know that the system is to be left alone. */
  #heldUntil = 0;
  turns: SystemTurns | undefined;

  /** `wanted`: there is something to report. */
  constructor(now: () => number, wanted: () => void) {
    this.#now = now;
    this.#wanted = wanted;
  }

  pace(key: string, ratePerSecond: number, burst: number): SharedPace {
    return kept(this.#paces, key, new SharedPace(ratePerSecond, burst));
  }

  slots(key: string, concurrency: number): SharedSlots {
    return kept(this.#slots, key, new SharedSlots(concurrency, this.#now));
  }

  gate(key: string, rule: BreakerRule): SharedGate {
    return kept(this.#gates, key, new SharedGate(rule, () => this.#wanted()));
  }

  /** More wait than were reported, or the system has asked to be left alone. */
  moved(): void {
    if (this.waiting > this.#reported || this.#newlyHeldMs() > 0) this.#wanted();
  }

  get waiting(): number {
    const { queues = [], waitingAgain = 0 } = this.turns ?? {};
    return queues.reduce((sum, { waiting }) => sum + waiting.size, waitingAgain);
  }

  report(): Report {
    const now = this.#now();
    const { queues = [], open = 0, waitingAgain = 0 } = this.turns ?? {};
    this.#reported = this.waiting;
    const of = (key: string) => queues.find(({ policy }) => policy === key);
    // Those whom nothing of their policy's keeps.
    const able = queues.reduce(
      (sum, queue) =>
        sum + ((queue.nextAt(now, true) ?? Number.POSITIVE_INFINITY) <= now ? queue.waiting.size : 0),
      waitingAgain,
    );
    const waitingFor = (key: string) => (key === "" ? this.waiting : (of(key)?.waiting.size ?? 0));
    return {
      rates: mapped(this.#paces, (key, pace) => pace.report(now, key === "" ? able : waitingFor(key))),
      slots: mapped(this.#slots, (key, slots) =>
        slots.report(key === "" ? open : (of(key)?.open ?? 0), waitingFor(key)),
      ),
      breakers: mapped(this.#gates, (key, gate) => gate.report(now, waitingFor(key))),
      heldMs: this.#newlyHeldMs(),
    };
  }

  /** `ahead`: how much the ledger's clock is ahead of this one. Answers the policies whose breakers have opened or closed. */
  give(told: Report, grant: Grant, ahead: number): readonly string[] {
    for (const [key, moments] of Object.entries(grant.rates))
      this.#paces.get(key)?.give(moments.map((at) => at - ahead));
    for (const [key, slots] of Object.entries(grant.slots))
      this.#slots.get(key)?.give(slots, slots.until - ahead);
    this.#heldUntil = grant.heldUntil - ahead;
    this.turns?.hold(this.#heldUntil);
    return Object.entries(grant.breakers).flatMap(([key, { open, probe }]) => {
      const report = told.breakers[key];
      const here = open && { openedAt: open.openedAt - ahead, until: open.until - ahead };
      return report && this.#gates.get(key)?.give(report, here, probe) ? [key] : [];
    });
  }

  /** What the others do not know yet, and is worth telling, milliseconds. */
  #newlyHeldMs(): number {
    const now = this.#now();
    const until = this.turns?.heldUntil(now) ?? now;
    return until > this.#heldUntil + worthTellingMs ? until - now : 0;
  }
}

function kept<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  map.set(key, value);
  return value;
}

function mapped<From, To>(
  from: ReadonlyMap<string, From>,
  to: (key: string, value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries([...from].map(([key, value]) => [key, to(key, value)]));
}
