import type { SpecDocument } from "../kinds/document.ts";
import { parseDuration, parseRate } from "../kinds/duration.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";
import { mostItems } from "./list-bound.ts";
import { ancestors, type OperationTarget, type RouteWalk, type WalkedStep, walkRoute } from "./route-walk.ts";

/** Messages a second: on an ordinary day, and at the worst of times. */
export interface Arrivals {
  readonly steady: number;
  readonly peak: number;
  /** How long the peak lasts, milliseconds; 0 where there is none. */
  readonly lastingMs: number;
}

/** What one route asks of a system. */
export interface Share extends Arrivals {
  readonly route: SpecDocument<RouteSpec>;
  readonly step: WalkedStep;
  readonly target: OperationTarget;
  /** Calls for each message: more than one in an `each` whose list has a `maxItems`. */
  readonly each: number;
  /** A condition, or a capability's rollout, decides whether it is called: the share is the most it can be. */
  readonly atMost: boolean;
}

/**
 * What all routes together ask of each system, by its name. A route's messages are those of its `load`, or, where an event
 * starts it and it says no load, as many as the routes that publish the event have. Retries and look-ups are not counted.
 */
export function sharesBySystem(model: Model): ReadonlyMap<string, readonly Share[]> {
  const shares = new Map<string, Share[]>();
  for (const route of model.routes.values()) {
    const arrivals = arrivalsOf(route, model);
    if (!arrivals) continue;
    for (const share of sharesOf(walkRoute(route, model), arrivals, model)) {
      const name = share.target.system.document.metadata.name;
      shares.set(name, [...(shares.get(name) ?? []), share]);
    }
  }
  return shares;
}

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
    return { steady, peak, lastingMs: load.lasting === undefined ? 0 : parseDuration(load.lasting) };
  }
  const event = trigger.event?.of;
  if (event === undefined || within.includes(route)) return undefined;
  const publishers = [...model.routes.values()]
    .filter(({ spec }) => spec !== route.spec)
    .flatMap((other) =>
      walkRoute(other, model).all.some(({ spec }) => spec.publish === event)
        ? (arrivalsOf(other, model, [...within, route]) ?? [])
        : [],
    );
  return publishers.length === 0 ? undefined : publishers.reduce(together);
}

function together(left: Arrivals, right: Arrivals): Arrivals {
  return {
    steady: left.steady + right.steady,
    peak: left.peak + right.peak,
    lastingMs: Math.max(left.lastingMs, right.lastingMs),
  };
}

function sharesOf(walk: RouteWalk, arrivals: Arrivals, model: Model): readonly Share[] {
  const shares: Share[] = [];
  for (const step of walk.all) {
    // What is done when something fails is not part of an ordinary day.
    if (ancestors(step).some(({ in: list }) => list === "onFailure")) continue;
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
        atMost: isConditional(step) || step.targets.length > 1,
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

function isConditional(step: WalkedStep): boolean {
  return (
    step.spec.when !== undefined ||
    ancestors(step).some(
      ({ step: around, in: list }) => around.spec.when !== undefined || list !== "parallel",
    )
  );
}
