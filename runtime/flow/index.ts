import type { Policy } from "../contract/policy.ts";
import type { System } from "../contract/system.ts";
import type { Notes, Turnstile } from "../engine/port.ts";
import type { BreakerState, OpenBreaker } from "./breaker.ts";
import type { FlowClock } from "./clock.ts";
import { ownLimits } from "./limits.ts";
import type { Queue } from "./queue.ts";
import { type Exchange, Sharing } from "./shared/index.ts";
import { SystemTurns } from "./system-turns.ts";

export { flowClock } from "./clock.ts";

/** One system and its queues as they are now, for metrics and operators. */
export interface SystemFlow {
  readonly system: string;
  readonly concurrency: number;
  readonly ratePerSecond?: number;
  /** Calls under way. */
  readonly open: number;
  /** The system has asked for a pause (`Retry-After`) until then, ms since the epoch. */
  readonly heldUntil?: number;
  readonly policies: readonly PolicyFlow[];
}

export interface PolicyFlow {
  readonly policy: string;
  readonly open: number;
  readonly waiting: number;
  readonly breaker?: {
    readonly state: BreakerState;
    /** While it is not closed, ms since the epoch. */
    readonly openedAt?: number;
    readonly retryAt?: number;
    /** Since the start of the process. */
    readonly timesOpened: number;
  };
}

export interface FlowOptions {
  readonly clock: FlowClock;
  /** Where breakers are written down. Without it every start is the first. */
  readonly notes?: Notes;
  /** Where replicas keep what they share: then the limits that specs declare hold for all of them together. */
  readonly exchange?: Exchange;
  readonly log?: (level: "info" | "warn", message: string, fields: Readonly<Record<string, unknown>>) => void;
}

const area = "flow";
const begun = "begun";

/**
 * Who may call which system when: limits, breakers and priorities. Owns: the turns of each system, and what of them
 * outlives the process. Not: what is done with a turn.
 *
 * 1. A start that is not the first begins with empty buckets and the breakers open that were.
 * 2. What could not be written down is logged and no reason to stop: it costs a few attempts after the next start.
 */
export class Flow {
  readonly #options: FlowOptions;
  readonly #systems = new Map<string, SystemTurns>();
  readonly #open = new Map<string, OpenBreaker>();
  readonly #sharing: Sharing | undefined;
  #emptyAt: number | undefined;

  constructor(options: FlowOptions) {
    this.#options = options;
    const { exchange, clock, log } = options;
    this.#sharing =
      exchange &&
      new Sharing({
        exchange,
        clock,
        changed: (system, policy) => this.#told(system, policy),
        failed: (error) => log?.("warn", "shared limits are out of reach", { error: String(error) }),
      });
  }

  /** Takes up what the process before left. Before the first turn. */
  async start(): Promise<void> {
    const { notes, clock } = this.#options;
    // What is shared outlives every process by itself.
    if (this.#sharing !== undefined) return;
    const known = await notes?.read(area);
    if (notes === undefined || known === undefined) return;
    if (!known.has(begun)) return notes.write(area, begun, new Date(clock.now()).toISOString());
    this.#emptyAt = clock.now();
    for (const [key, value] of known) {
      // Written below.
      if (key !== begun) this.#open.set(key, JSON.parse(value) as OpenBreaker);
    }
  }

  turnstile(system: Pick<System, "name" | "limits">, policy: Policy): Turnstile {
    return this.#turnsOf(system).turnstile(policy);
  }

  /** Waits until who has a turn at the system may send one more call in it. */
  again(system: Pick<System, "name" | "limits">, signal: AbortSignal): Promise<void> {
    return this.#turnsOf(system).again(signal);
  }

  /** The moment that nothing but a rate keeps somebody until: on a virtual clock, who should pass it. */
  pacedUntil(): number | undefined {
    const moments = [...this.#systems.values()].flatMap((turns) => turns.pacedUntil() ?? []);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  snapshot(): readonly SystemFlow[] {
    const now = this.#options.clock.now();
    return [...this.#systems.values()]
      .map((turns) => systemFlow(turns, now))
      .toSorted((one, other) => (one.system < other.system ? -1 : 1));
  }

  close(): void {
    this.#sharing?.close();
    for (const turns of this.#systems.values()) turns.close();
  }

  #turnsOf(system: Pick<System, "name" | "limits">): SystemTurns {
    const known = this.#systems.get(system.name);
    if (known) return known;
    const shared = this.#sharing?.limitsOf(system.name);
    const turns = new SystemTurns({
      system,
      clock: this.#options.clock,
      limits: shared ?? ownLimits(this.#emptyAt, (policy) => this.#open.get(keyOf(system, policy))),
      changed: (queue) => this.#changed(system, queue),
    });
    if (shared) shared.turns = turns;
    this.#systems.set(system.name, turns);
    return turns;
  }

  #changed(system: Pick<System, "name">, queue: Queue): void {
    const { notes, log } = this.#options;
    const { policy, breaker } = queue;
    const fields = this.#say(system.name, queue);
    notes
      ?.write(area, keyOf(system, policy), breaker?.open ? JSON.stringify(breaker.open) : null)
      .catch((error: unknown) =>
        log?.("warn", "breaker not written down", { ...fields, error: String(error) }),
      );
  }

  #told(system: string, policy: string): void {
    const queue = this.#systems.get(system)?.queues.find((each) => each.policy === policy);
    if (queue !== undefined) this.#say(system, queue);
  }

  #say(system: string, { policy, breaker }: Queue): Readonly<Record<string, unknown>> {
    const open = breaker?.open;
    const fields = { system, policy, ...(open && { until: new Date(open.until).toISOString() }) };
    this.#options.log?.(open ? "warn" : "info", open ? "breaker open" : "breaker closed", fields);
    return fields;
  }
}

function keyOf(system: Pick<System, "name">, policy: string): string {
  return `${system.name} ${policy}`;
}

function systemFlow(turns: SystemTurns, now: number): SystemFlow {
  const { system, open, concurrency } = turns;
  const heldUntil = turns.heldUntil(now);
  return {
    system: system.name,
    concurrency,
    ...(system.limits?.ratePerSecond !== undefined && { ratePerSecond: system.limits.ratePerSecond }),
    open,
    ...(heldUntil !== undefined && { heldUntil }),
    policies: turns.queues.map((queue) => policyFlow(queue, now)),
  };
}

function policyFlow({ policy, open, waiting, breaker }: Queue, now: number): PolicyFlow {
  const state = breaker?.open;
  return {
    policy,
    open,
    waiting: waiting.size,
    ...(breaker && {
      breaker: {
        state: breaker.state(now),
        ...(state && { openedAt: state.openedAt, retryAt: state.until }),
        timesOpened: breaker.opened,
      },
    }),
  };
}
