import type { SpecDocument } from "../kinds/document.ts";
import type { RouteSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";
import { eventRoutes } from "./event-routes.ts";
import type { RouteWalk, WalkedStep } from "./route-walk.ts";
import { type Term, termsTo } from "./worst-case.ts";

/** A way from one event to another through routes, with how long it may take. */
export interface Way {
  readonly routes: readonly SpecDocument<RouteSpec>[];
  readonly terms: readonly Term[];
}

/** Every way from an event to another: within a route that publishes both, or along routes that events start. Circles are left. */
export function ways(from: string, to: string, model: Model): readonly Way[] {
  const { publishers } = eventRoutes(model);
  const first = new Map((publishers.get(from) ?? []).map(({ walk, steps }) => [walk, steps]));
  const within = (publishers.get(to) ?? []).flatMap(({ walk, steps }) =>
    waysWithin(first.get(walk) ?? [], steps, walk, model),
  );
  return [...within, ...waysAlong(from, to, model, [])];
}

/** A route that publishes the one and later the other. */
function waysWithin(
  firsts: readonly WalkedStep[],
  lasts: readonly WalkedStep[],
  walk: RouteWalk,
  model: Model,
): readonly Way[] {
  return firsts.flatMap((first) =>
    lasts
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

function waysAlong(from: string, to: string, model: Model, before: readonly RouteWalk[]): readonly Way[] {
  const started = (eventRoutes(model).started.get(from) ?? []).filter((walk) => !before.includes(walk));
  return started.flatMap((walk) =>
    walk.all.flatMap((step): readonly Way[] => {
      if (step.spec.publish === undefined) return [];
      const own = { routes: [walk.route], terms: termsTo(step, walk, model) };
      if (step.spec.publish === to) return [own];
      return waysAlong(step.spec.publish, to, model, [...before, walk]).map((way) => ({
        routes: [walk.route, ...way.routes],
        terms: [...own.terms, ...way.terms],
      }));
    }),
  );
}
