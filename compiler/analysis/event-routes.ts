import type { Model } from "../model/model.ts";
import { type RouteWalk, type WalkedStep, walkRoute } from "./route-walk.ts";

/** Who publishes and who is started by each event, found once for a model. */
export interface EventRoutes {
  readonly publishers: ReadonlyMap<string, readonly Publisher[]>;
  readonly started: ReadonlyMap<string, readonly RouteWalk[]>;
}

export interface Publisher {
  readonly walk: RouteWalk;
  /** Where it does, in the order of the text. */
  readonly steps: readonly WalkedStep[];
}

const known = new WeakMap<Model, EventRoutes>();

/** Walks every route once for a model, however often it is asked. */
export function eventRoutes(model: Model): EventRoutes {
  const before = known.get(model);
  if (before) return before;
  const walks = [...model.routes.values()].map((route) => walkRoute(route, model));
  const publishers = new Map<string, Publisher[]>();
  for (const walk of walks)
    for (const [event, steps] of Map.groupBy(walk.all, ({ spec }) => spec.publish))
      if (event !== undefined) add(publishers, event, { walk, steps });
  const started = new Map<string, RouteWalk[]>();
  for (const walk of walks) {
    const event = walk.route.spec.trigger.event?.of;
    if (event !== undefined) add(started, event, walk);
  }
  const found = { publishers, started };
  known.set(model, found);
  return found;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
