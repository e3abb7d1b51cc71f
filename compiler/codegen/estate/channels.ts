import type { Plan, PlanLocation, PlanType } from "../../plan/plan.ts";
import { allSteps } from "../../plan/planned-step.ts";

export interface EventUse {
  /** `order-accepted@1`: the contract, and the event's type. */
  readonly contract: string;
  readonly type: PlanType;
  readonly at: PlanLocation;
  /** The route that consumes it, or a route's step that waits for it; absent where a step publishes it. */
  readonly consumer?: string;
}

export interface Channel {
  readonly contract: string;
  readonly type: PlanType;
  readonly sends: readonly PlanLocation[];
  readonly receives: readonly EventUse[];
}

/** By the names of their contracts. */
export function channelsOf(plan: Plan): readonly Channel[] {
  const uses = plan.routes.flatMap((route): EventUse[] => {
    // What lowering makes of a route's steps and trigger.
    const { trigger } = route;
    const ofSteps = allSteps(route.steps).flatMap((step): EventUse[] => {
      if (step.kind === "publish") return [{ contract: step.contract, type: step.type, at: step.at }];
      if (step.kind !== "wait" || !step.event) return [];
      return [{ ...step.event, at: step.at, consumer: `${route.name}.${step.name}` }];
    });
    if (trigger.kind !== "event") return ofSteps;
    const { contract, type } = trigger;
    return [...ofSteps, { contract, type, at: route.at, consumer: route.name }];
  });
  return [...Map.groupBy(uses, ({ contract }) => contract)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([contract, group]) =>
      group.slice(0, 1).map(({ type }) => ({
        contract,
        type,
        sends: group.filter(({ consumer }) => consumer === undefined).map(({ at }) => at),
        receives: group.filter(({ consumer }) => consumer !== undefined),
      })),
    );
}
