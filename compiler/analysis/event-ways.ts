import type { SpecDocument } from "../kinds/document.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";
import { type RouteWalk, type WalkedStep, walkRoute } from "./route-walk.ts";
import { type Term, termsTo } from "./worst-case.ts";

/** A way from one event to another through routes, with how long it may take. */
export interface Way {
  readonly routes: readonly SpecDocument<RouteSpec>[];
  readonly terms: readonly Term[];
}

/** Every way from an event to another: within a route that publishes both, or along routes that events start. Circles are left. */
export function ways(from: string, to: string, model: Model): readonly Way[] {
  const walks = [...model.routes.values()].map((route) => walkRoute(route, model));
  const within = walks.flatMap((walk) => waysWithin(from, to, walk, model));
  return [...within, ...waysAlong(from, to, walks, model, [])];
}

/** A route that publishes the one and later the other. */
function waysWithin(from: string, to: string, walk: RouteWalk, model: Model): readonly Way[] {
  return published(from, walk).flatMap((first) =>
    published(to, walk)
      .filter((last) => last.order > first.order)
      .map((last) => ({
        routes: [walk.route],
        terms: termsTo(last, walk, model).filter(({ step }) => isAfter(step, first, walk)),
      })),
  );
}

/** Steps of providers' routes stand in another text: they are after it where they are reached at all. */
function isAfter(step: WalkedStep, first: WalkedStep, walk: RouteWalk): boolean {
  return step.route !== walk.route || step.order > first.order;
}

function waysAlong(
  from: string,
  to: string,
  walks: readonly RouteWalk[],
  model: Model,
  before: readonly RouteWalk[],
): readonly Way[] {
  const started = walks.filter(
    (walk) => walk.route.spec.trigger.event?.of === from && !before.includes(walk),
  );
  return started.flatMap((walk) =>
    walk.all.flatMap((step): readonly Way[] => {
      if (step.spec.publish === undefined) return [];
      const own = { routes: [walk.route], terms: termsTo(step, walk, model) };
      if (step.spec.publish === to) return [own];
      return waysAlong(step.spec.publish, to, walks, model, [...before, walk]).map((way) => ({
        routes: [walk.route, ...way.routes],
        terms: [...own.terms, ...way.terms],
      }));
    }),
  );
}

function published(event: string, { all }: RouteWalk): readonly WalkedStep[] {
  return all.filter(({ spec }) => spec.publish === event);
}
