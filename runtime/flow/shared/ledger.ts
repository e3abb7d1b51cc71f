import type { BreakerRule, OpenBreaker } from "../breaker.ts";
import { parts } from "./parts.ts";

/** What replicas share of one system, as its text has it. Keys are those of limits; times are the store's, ms since the epoch. */
export interface Ledger {
  /** The moment that the last turn of a rate belongs to. */
  readonly rates?: Readonly<Record<string, number>>;
  readonly slots?: Readonly<Record<string, Readonly<Record<string, Holding>>>>;
  readonly breakers?: Readonly<Record<string, SharedBreakerState>>;
  readonly heldUntil?: number;
}

/** What one replica holds of a concurrency, and how much it has use for. */
interface Holding {
  readonly share: number;
  readonly need: number;
  /** After it, the replica is taken for dead. */
  readonly until: number;
}

interface SharedBreakerState {
  readonly failures?: readonly number[];
  readonly open?: OpenBreaker;
  /** Who tries whether the system is back, and until when nobody else does. */
  readonly probe?: { readonly by: string; readonly until: number };
}

/** What a replica has to say about one system, and asks for. */
export interface Report {
  readonly rates: Readonly<Record<string, RateReport>>;
  readonly slots: Readonly<Record<string, SlotsReport>>;
  readonly breakers: Readonly<Record<string, BreakerReport>>;
  /** How much longer the system wants to be left alone, milliseconds. */
  readonly heldMs: number;
}

export interface RateReport {
  readonly ratePerSecond: number;
  readonly burst: number;
  /** Turns wanted beyond those it was given and has not used. */
  readonly want: number;
}

export interface SlotsReport {
  readonly limit: number;
  readonly open: number;
  readonly waiting: number;
  /** It holds no more than this from now on. */
  readonly keep: number;
}

export interface BreakerReport {
  readonly rule: BreakerRule;
  /** Failures it has not told of yet: how long ago each was, milliseconds. */
  readonly failedMs: readonly number[];
  /** What its probe found; `none`: nothing. */
  readonly probed?: "ok" | "failed" | "none";
  /** It has somebody who would try whether the system is back, also where it was told already that it may. */
  readonly wantsProbe: boolean;
}

/** What a replica is given. */
export interface Grant {
  /** When turns may be taken. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
  /** How many turns may be open, until when unless it is said again. */
  readonly slots: Readonly<Record<string, SlotsGrant>>;
  readonly breakers: Readonly<
    Record<string, { readonly open: OpenBreaker | undefined; readonly probe: boolean }>
  >;
  readonly heldUntil: number;
  /** Others want what this replica has, or it wants more than it got: it should come again soon. */
  readonly contested: boolean;
}

export interface SlotsGrant {
  readonly share: number;
  /** What it should keep, now that others want some too. */
  readonly fair: number;
  /** When it has nothing left unless it has reported again. */
  readonly until: number;
}

/** Turns of a rate are given out at most so far ahead, milliseconds: so long may what a dead replica was given lie idle. */
export const aheadMs = 500;
/** How long a share is held without a word of its replica, milliseconds. */
export const leaseMs = 10_000;
/** How long the others wait for one that tries whether a system is back, milliseconds. */
const probeMs = 60_000;

/**
 * What becomes of the ledger when a replica reports, and what the replica is given.
 *
 * 1. Turns of a rate are given out each for a moment of its own, never more of them than one process would take.
 * 2. Shares that replicas hold never add up to more than the limit. A replica alone makes its share smaller, when it says so; what it
 *    holds is free once its lease is over.
 * 3. A breaker counts everybody's failures; while it is open one replica at a time tries. Who was told to keeps that until it has tried:
 *    it may have to wait for a share of the concurrency first.
 */
export function settle(
  ledger: Ledger,
  report: Report,
  replica: string,
  now: number,
): { readonly ledger: Ledger; readonly grant: Grant } {
  const rates = mapped(report.rates, (key, rate) => given(rate, ledger.rates?.[key], now));
  const slots = mapped(report.slots, (key, said) => shared(said, ledger.slots?.[key] ?? {}, replica, now));
  const breakers = mapped(report.breakers, (key, said) =>
    broken(said, ledger.breakers?.[key] ?? {}, replica, now),
  );
  const heldUntil = Math.max(ledger.heldUntil ?? 0, now + report.heldMs);
  return {
    ledger: {
      rates: { ...ledger.rates, ...defined(mapped(rates, (_, { last }) => last)) },
      slots: { ...ledger.slots, ...mapped(slots, (_, { holdings }) => holdings) },
      breakers: { ...ledger.breakers, ...mapped(breakers, (_, { state }) => state) },
      ...(heldUntil > now && { heldUntil }),
    },
    grant: {
      rates: mapped(rates, (_, { times }) => times),
      slots: mapped(slots, (_, { share, fair }) => ({ share, fair, until: now + leaseMs })),
      breakers: mapped(breakers, (_, { state, probe }) => ({ open: state.open, probe })),
      heldUntil,
      contested: Object.values(slots).some(({ contested }) => contested),
    },
  };
}

/** The generic cell rate algorithm, as in `Bucket`. */
function given(
  { ratePerSecond, burst, want }: RateReport,
  before: number | undefined,
  now: number,
): { readonly last: number | undefined; readonly times: readonly number[] } {
  const interval = 1_000 / ratePerSecond;
  const full = now - Math.max(burst, 1) * interval;
  let last = before;
  const times: number[] = [];
  while (times.length < want) {
    const next = Math.max(last ?? full, full) + interval;
    // At least one, however slow the rate.
    if (next > now + Math.max(aheadMs, interval)) break;
    last = next;
    times.push(Math.max(next, now));
  }
  return { last, times };
}

function shared(
  { limit, open, waiting, keep }: SlotsReport,
  before: Readonly<Record<string, Holding>>,
  replica: string,
  now: number,
) {
  const others = Object.entries(before).filter(([name, { until }]) => name !== replica && until > now);
  const own = before[replica];
  const held = own !== undefined && own.until > now ? Math.min(own.share, keep) : 0;
  const need = Math.min(open + waiting, limit);
  const needs = new Map([...others.map(([name, holding]) => [name, holding.need] as const), [replica, need]]);
  const fair = parts(limit, needs, now).get(replica) ?? 0;
  const taken = others.reduce((sum, [, { share }]) => sum + share, 0);
  const share = Math.max(held, Math.min(fair, limit - taken));
  const holding =
    need === 0 && share === 0 ? [] : [[replica, { share, need, until: now + leaseMs }] as const];
  return {
    share,
    fair,
    holdings: Object.fromEntries([...others, ...holding]),
    contested: share < need || [...needs.values()].reduce((sum, each) => sum + each, 0) > limit,
  };
}

function broken(
  { rule, failedMs, probed, wantsProbe }: BreakerReport,
  before: SharedBreakerState,
  replica: string,
  now: number,
): { readonly state: SharedBreakerState; readonly probe: boolean } {
  let { open, probe } = before;
  let failures = [...(before.failures ?? []), ...failedMs.map((ago) => now - ago)].filter(
    (at) => now - at < rule.withinMs,
  );
  if (probed !== undefined && probe?.by === replica) {
    probe = undefined;
    if (probed !== "none") failures = [];
    if (probed === "ok") open = undefined;
    if (probed === "failed" && open !== undefined) open = { ...open, until: now + rule.resetMs };
  }
  if (open === undefined && failures.length >= rule.failures) {
    open = { openedAt: now, until: now + rule.resetMs };
    failures = [];
  }
  const isFree = probe === undefined || probe.by === replica || probe.until <= now;
  const mayProbe = wantsProbe && open !== undefined && open.until <= now && isFree;
  if (mayProbe) probe = { by: replica, until: now + probeMs };
  return {
    state: {
      ...(open === undefined && failures.length > 0 && { failures: failures.slice(-rule.failures) }),
      ...(open && { open }),
      ...(open && probe && { probe }),
    },
    probe: mayProbe,
  };
}

function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  to: (key: string, value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(key, value)]));
}

function defined(from: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(from).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
