import type { SpecDocument } from "../kinds/document.ts";
import { parseDuration, parseRate } from "../kinds/duration.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";
import { eventRoutes, type Publisher } from "./event-routes.ts";
import { mostItems } from "./list-bound.ts";
import {
  ancestors,
  type OperationTarget,
  type RouteWalk,
  stepsWithin,
  type WalkedStep,
  walkRoute,
} from "./route-walk.ts";

/** Messages a second: on an ordinary day, and at the worst of times. */
export interface Arrivals {
  readonly steady: number;
  readonly peak: number;
  /** How long the peak lasts, milliseconds; 0 where there is none. */
  readonly lastingMs: number;
  /** A condition decides whether there is a message at all: there are so many at the most. */
  readonly atMost: boolean;
}

/** What one route asks of a system. */
export interface Share extends Arrivals {
  readonly route: SpecDocument<RouteSpec>;
  readonly step: WalkedStep;
  readonly target: OperationTarget;
  /** Calls for each message: more than one in an `each` whose list has a `maxItems`. */
  readonly each: number;
}

/**
 * What all routes together ask of each system, by its name. A route's messages are those of its `load`, or, where an event
 * starts it and it says no load, as many as the routes that publish the event have. Retries and look-ups are not counted.
 */
export function sharesBySystem(model: Model): ReadonlyMap<string, readonly Share[]> {
  const before = known.get(model);
  if (before) return before;
  const shares = new Map<string, Share[]>();
  for (const route of model.routes.values()) {
    const arrivals = arrivalsOf(route, model);
    if (!arrivals) continue;
    for (const share of sharesOf(walkRoute(route, model), arrivals, model)) {
      const name = share.target.system.document.metadata.name;
      const list = shares.get(name);
      if (list) list.push(share);
      else shares.set(name, [share]);
    }
  }
  known.set(model, shares);
  return shares;
}

const known = new WeakMap<Model, ReadonlyMap<string, readonly Share[]>>();

/** Undefined where nobody says how many messages there are. */
export function arrivalsOf(
  route: SpecDocument<RouteSpec>,
  model: Model,
  within: readonly SpecDocument<RouteSpec>[] = [],
): Arrivals | undefined {
  const { load, trigger } = route.spec;
  if (load) {
    const steady = parseRate(load.steady);
    const peak = load.peak === undefined ? steady : Math.max(steady, parseRate(load.peak));
    const lastingMs = load.lasting === undefined ? 0 : parseDuration(load.lasting);
    return { steady, peak, lastingMs, atMost: false };
  }
  const event = trigger.event?.of;
  if (event === undefined || within.includes(route)) return undefined;
  const publishers = (eventRoutes(model).publishers.get(event) ?? [])
    .filter(({ walk }) => walk.route !== route)
    .flatMap((publisher) => published(publisher, model, [...within, route]) ?? []);
  return publishers.length === 0 ? undefined : publishers.reduce(together);
}

/** An event for each message of the route that publishes it, and for each item where that is done in an `each`; of branches the one that publishes most. */
function published(
  { walk, steps }: Publisher,
  model: Model,
  within: readonly SpecDocument<RouteSpec>[],
): Arrivals | undefined {
  const arrivals = arrivalsOf(walk.route, model, within);
  const ordinary = steps.filter((step) => !isAfterFailure(step));
  if (!arrivals || ordinary.length === 0) return undefined;
  const each = Math.max(...ordinary.map((step) => timesOf(step, walk, model)));
  return {
    steady: arrivals.steady * each,
    peak: arrivals.peak * each,
    lastingMs: arrivals.lastingMs,
    atMost: arrivals.atMost || ordinary.every(isConditional),
  };
}

/** What is done when something fails is not part of an ordinary day. */
function isAfterFailure(step: WalkedStep): boolean {
  return ancestors(step).some(({ in: list }) => list === "onFailure");
}

function together(left: Arrivals, right: Arrivals): Arrivals {
  return {
    steady: left.steady + right.steady,
    peak: left.peak + right.peak,
    lastingMs: Math.max(left.lastingMs, right.lastingMs),
    atMost: left.atMost || right.atMost,
  };
}

function sharesOf(walk: RouteWalk, arrivals: Arrivals, model: Model): readonly Share[] {
  const shares: Share[] = [];
  for (const step of walk.all) {
    if (isAfterFailure(step)) continue;
    const each = timesOf(step, walk, model);
    for (const target of ordinaryTargets(step))
      shares.push({
        route: walk.route,
        step,
        target,
        each,
        steady: arrivals.steady * each,
        peak: arrivals.peak * each,
        lastingMs: arrivals.lastingMs,
        // Also where a capability's rollout decides.
        atMost: arrivals.atMost || isConditional(step) || step.targets.length > 1,
      });
  }
  return shares;
}

/** Whoever a rollout's condition names is served elsewhere, and nobody says how many they are: only the last line's provider is counted. */
function ordinaryTargets(step: WalkedStep): readonly OperationTarget[] {
  return step.targets
    .filter(({ provider }) => provider?.rest !== false)
    .flatMap((target) => (target.kind === "operation" ? [target] : target.walk.all.flatMap(ordinaryTargets)));
}

function timesOf(step: WalkedStep, walk: RouteWalk, model: Model): number {
  return ancestors(step)
    .filter(({ step: around, in: list }) => around.kind === "each" && list === "steps")
    .reduce((times, { step: around }) => times * (mostItems(around, walk, model) ?? 1), 1);
}

/** A condition decides: its own, one around it, or one before it by which the run may be over. */
function isConditional(step: WalkedStep): boolean {
  const before = step.siblings.slice(0, step.siblings.indexOf(step));
  if (
    step.spec.when !== undefined ||
    stepsWithin(before).some(({ kind }) => kind === "end" || kind === "fail")
  )
    return true;
  return step.parent !== undefined && (step.parent.in !== "parallel" || isConditional(step.parent.step));
}
