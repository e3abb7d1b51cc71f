import type { Policy } from "../../runtime/contract/policy.ts";
import { durationText, parseDuration } from "../kinds/duration.ts";
import type { Model } from "../model/model.ts";
import { repeatedBy } from "./effect.ts";
import { mostItems } from "./list-bound.ts";
import type { OperationTarget, RouteWalk, WalkedStep } from "./route-walk.ts";

/** One summand of how long a path may take at worst. */
export interface Term {
  readonly step: WalkedStep;
  /** Infinite where nothing ends it. */
  readonly ms: number;
  /** How it comes about: `8 attempts × 10s + backoff 1s + 2s + … + 64s`. */
  readonly text: string;
  /** What the sum leaves out, where the specs do not say it: the number of items of a list. */
  readonly leavesOut?: string;
}

/**
 * Which time is meant. At worst every attempt takes its whole timeout and every wait its longest; with one attempt each, nothing
 * fails and nothing is decided by people or events elsewhere.
 */
export type Measure = "worst" | "oneAttempt";

/**
 * How long it may take until a step begins, summand by summand. Steps one after the other add up, of branches and of the
 * parallel the longest counts, an `each` counts its rounds. What is not counted: `Retry-After`, by which a system may ask for
 * more; waiting for a turn at a limited system; the engine itself.
 */
export function termsTo(
  step: WalkedStep,
  walk: RouteWalk,
  model: Model,
  measure: Measure = "worst",
): readonly Term[] {
  const context = { walk, model, measure };
  const before = sequence(step.siblings.slice(0, step.siblings.indexOf(step)), context);
  if (!step.parent) return before;
  const { step: around, in: list } = step.parent;
  const outside = termsTo(around, walk, model, measure);
  // The last item comes to it after all the others.
  if (around.kind === "each" && list === "steps")
    return [...outside, ...inRounds(before, around, roundsOf(around, context))];
  // A branch of a failure or a decision follows on the step itself; its other branches were not taken.
  const itself = list === "choose" || list === "parallel" ? [] : ownTerms(around, context);
  return [...outside, ...itself, ...before];
}

/** How long the whole route may take. */
export function termsThrough(walk: RouteWalk, model: Model, measure: Measure = "worst"): readonly Term[] {
  return sequence(walk.steps, { walk, model, measure });
}

/** Milliseconds; infinite where something is waited for without end. */
export function total(terms: readonly Term[]): number {
  return terms.reduce((sum, { ms }) => sum + ms, 0);
}

/** `posting 8 attempts × 10s + backoff 1s + 2s + … + 64s, review 4h = 4h3m27s`. */
export function sumText(terms: readonly Term[], most = 6): string {
  const said = terms.filter(({ ms }) => ms > 0);
  const shown = said
    .slice(0, most)
    .map(({ step, text }) => (step.spec.name === undefined ? text : `\`${step.spec.name}\` ${text}`));
  const more = said.length > most ? [`${said.length - most} more steps`] : [];
  return `${[...shown, ...more].join(" + ")} = ${durationText(total(terms))}`;
}

/** What could not be counted, in words for a person. */
export function leftOut(terms: readonly Term[]): readonly string[] {
  return [...new Set(terms.flatMap(({ leavesOut }) => leavesOut ?? []))];
}

interface Context {
  readonly walk: RouteWalk;
  readonly model: Model;
  readonly measure: Measure;
}

function sequence(steps: readonly WalkedStep[], context: Context): readonly Term[] {
  return steps.flatMap((step) => termsOf(step, context));
}

function termsOf(step: WalkedStep, context: Context): readonly Term[] {
  const itself = ownTerms(step, context);
  // Where nothing fails, no such branch is taken.
  if (context.measure === "oneAttempt") return itself;
  const branches = step.inner
    .filter(({ in: list }) => list === "onFailure" || list === "onReject" || list === "onExpiry")
    .filter(({ steps }) => goesOn(steps))
    .map(({ steps }) => sequence(steps, context));
  return [...itself, ...longest(branches)];
}

const ownTermsOf: Readonly<Record<string, (step: WalkedStep, context: Context) => readonly Term[]>> = {
  call: callTerms,
  choose: branchTerms,
  parallel: branchTerms,
  each: eachTerms,
  wait: waitTerms,
  approve: approveTerms,
};

function ownTerms(step: WalkedStep, context: Context): readonly Term[] {
  return ownTermsOf[step.kind]?.(step, context) ?? [];
}

function callTerms(step: WalkedStep, context: Context): readonly Term[] {
  const ways = step.targets.map((target) => {
    if (target.kind === "route") return sequence(target.walk.steps, { ...context, walk: target.walk });
    return step.policy ? [attemptTerm(step, target, step.policy.policy, context.measure)] : [];
  });
  return longest(ways);
}

function attemptTerm(step: WalkedStep, target: OperationTarget, policy: Policy, measure: Measure): Term {
  const { timeoutMs, retry } = policy;
  const attempts = measure === "worst" && retry.on.length > 0 ? retry.attempts : 1;
  const looks = attempts > 1 && repeatedBy(target.operation) === "verify" && retry.on.includes("unknown");
  const waits = waitsOf(policy, attempts, looks ? settleOf(target, policy) : 0);
  const ms =
    attempts * timeoutMs + (looks ? (attempts - 1) * timeoutMs : 0) + waits.reduce((a, b) => a + b, 0);
  const each = durationText(timeoutMs);
  return {
    step,
    ms,
    text: [
      attempts === 1 ? each : `${attempts} attempts × ${each}`,
      ...(looks ? [`${attempts - 1} look-ups × ${each}`] : []),
      ...(waits.some((wait) => wait > 0) ? [`backoff ${waitsText(waits)}`] : []),
    ].join(" + "),
  };
}

/** The longest waits between attempts: jitter only shortens them; after an unknown outcome the system is given time to settle. */
export function waitsOf({ retry }: Policy, attempts: number, settleMs: number): readonly number[] {
  return Array.from({ length: Math.max(0, attempts - 1) }, (_, index) =>
    Math.max(Math.min(retry.maxMs, retry.initialMs * retry.factor ** index), settleMs),
  );
}

function settleOf({ operation }: OperationTarget, { timeoutMs }: Policy): number {
  const { idempotent } = operation.spec;
  return typeof idempotent === "object" && "verify" in idempotent && idempotent.settle !== undefined
    ? parseDuration(idempotent.settle)
    : timeoutMs;
}

function waitsText(waits: readonly number[]): string {
  const said = waits.map(durationText);
  return said.length <= 4 ? said.join(" + ") : [said[0], said[1], "…", said.at(-1)].join(" + ");
}

/** Of branches the longest: one is taken, or all at once. Where fewer go at once, those that wait come after each other. */
function branchTerms(step: WalkedStep, context: Context): readonly Term[] {
  const ways = step.inner
    .filter(({ in: list }) => list === "choose" || list === "parallel")
    .map(({ steps }) => sequence(steps, context));
  return longest(step.kind === "parallel" ? inLanes(ways, step.spec.concurrency ?? ways.length) : ways);
}

/** Branches begin in their order, each in the lane that is free first; with every branch at its worst, as the engine would. */
function inLanes(branches: readonly (readonly Term[])[], count: number): readonly (readonly Term[])[] {
  const lanes: Term[][] = Array.from({ length: Math.min(count, branches.length) }, () => []);
  for (const branch of branches)
    lanes.reduce((free, lane) => (total(lane) < total(free) ? lane : free)).push(...branch);
  return lanes;
}

function eachTerms(step: WalkedStep, context: Context): readonly Term[] {
  const body = step.inner.find(({ in: list }) => list === "steps")?.steps ?? [];
  return inRounds(sequence(body, context), step, roundsOf(step, context));
}

interface Rounds {
  readonly count: number;
  readonly items?: number;
}

function roundsOf(step: WalkedStep, { walk, model }: Context): Rounds {
  const items = mostItems(step, walk, model);
  return items === undefined
    ? { count: 1 }
    : { count: Math.ceil(items / (step.spec.concurrency ?? 1)), items };
}

function inRounds(terms: readonly Term[], each: WalkedStep, { count, items }: Rounds): readonly Term[] {
  return terms.map((term) => ({
    ...term,
    ms: term.ms * count,
    text: count > 1 ? `${count} × (${term.text})` : term.text,
    ...(items === undefined && {
      leavesOut: `\`${each.spec.name ?? "each"}\` is counted with one ${each.spec.concurrency === undefined ? "item" : `round of ${each.spec.concurrency} items`}, since no \`maxItems\` says how many there may be`,
    }),
  }));
}

function waitTerms(step: WalkedStep, { measure }: Context): readonly Term[] {
  const { wait } = step.spec;
  if (wait?.for !== undefined) return [{ step, ms: parseDuration(wait.for), text: wait.for }];
  return measure === "worst" ? [patience(step, wait?.within, `wait for \`${wait?.event ?? ""}\``)] : [];
}

function approveTerms(step: WalkedStep, { measure }: Context): readonly Term[] {
  const { approve } = step.spec;
  return measure === "worst"
    ? [patience(step, approve?.within, `approval by \`${approve?.role ?? ""}\``)]
    : [];
}

function patience(step: WalkedStep, within: string | undefined, what: string): Term {
  return within === undefined
    ? { step, ms: Number.POSITIVE_INFINITY, text: `${what} without end` }
    : { step, ms: parseDuration(within), text: `${what} ${within}` };
}

function longest(ways: readonly (readonly Term[])[]): readonly Term[] {
  return ways.reduce<readonly Term[]>((best, way) => (total(way) > total(best) ? way : best), []);
}

/** It comes to the step after. */
export function goesOn(steps: readonly WalkedStep[]): boolean {
  return !steps.some(
    ({ spec }) => spec.when === undefined && (spec.end !== undefined || spec.fail !== undefined),
  );
}

/** How long the attempts of a call last where the system answers at once that it cannot: only the waits between them count. */
export function retrySpan(policy: Policy): { readonly ms: number; readonly text: string } {
  const attempts = policy.retry.on.includes("transient") ? policy.retry.attempts : 1;
  const waits = waitsOf(policy, attempts, 0);
  const ms = waits.reduce((sum, wait) => sum + wait, 0);
  const text =
    waits.length === 0
      ? "1 attempt"
      : `${attempts} attempts, backoff ${waitsText(waits)} = ${durationText(ms)}`;
  return { ms, text };
}
