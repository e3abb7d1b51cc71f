import type { Plan, PlanRoute, PlanSystem } from "../../plan/plan.ts";
import { allSteps, callsOf } from "../../plan/planned-step.ts";
import type { PlanStep } from "../../plan/step.ts";

/** What a route needs at run time: its own calls, and those of the providers of capabilities and their routes. */
export interface Reach {
  readonly systems: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
  readonly capabilities: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  readonly publishes: ReadonlySet<string>;
  /** Events that its steps wait for. */
  readonly waitsFor: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  /** Itself, and routes of capabilities' providers. */
  readonly routes: ReadonlySet<string>;
}

/** Follows calls through capabilities and their providers; a circle of routes ends where it began. */
export function reachOf(route: PlanRoute, plan: Plan): Reach {
  const reach = {
    systems: new Set<string>(),
    operations: new Set<string>(),
    capabilities: new Set<string>(),
    mappings: new Set<string>(),
    publishes: new Set<string>(),
    waitsFor: new Set<string>(),
    policies: new Set<string>(),
    routes: new Set<string>(),
  };
  const call = (system: string, operation: string): void => {
    reach.systems.add(system);
    reach.operations.add(`${system}.${operation}`);
    const found = plan.systems
      .find(({ name }) => name === system)
      ?.operations.find(({ name }) => name === operation);
    if (found?.idempotent.by === "verify") reach.operations.add(`${system}.${found.idempotent.operation}`);
  };
  const visitCapability = (name: string): void => {
    if (reach.capabilities.has(name)) return;
    reach.capabilities.add(name);
    for (const provider of plan.capabilities.find((capability) => capability.name === name)?.providers ??
      []) {
      for (const provided of provider.operations) {
        if (provided.call !== undefined) {
          call(provided.call.system, provided.call.operation);
          for (const mapping of [provided.call.in, provided.call.out])
            if (mapping !== undefined) reach.mappings.add(mapping);
        }
        const inner = plan.routes.find((candidate) => candidate.name === provided.route);
        if (inner !== undefined) visitRoute(inner);
      }
    }
  };
  const visitSteps = (steps: readonly PlanStep[] = []): void => {
    for (const step of allSteps(steps)) {
      if (step.policy !== undefined) reach.policies.add(step.policy);
      if (step.kind === "call" && step.compensate?.policy !== undefined)
        reach.policies.add(step.compensate.policy);
      if (step.kind === "wait" && step.event !== undefined) reach.waitsFor.add(step.event.contract);
      for (const target of callsOf(step)) {
        if (target.kind === "system") call(target.system, target.operation);
        else visitCapability(target.capability);
      }
      if (step.kind === "map") reach.mappings.add(step.mapping);
      if (step.kind === "publish") {
        reach.publishes.add(step.contract);
        if (step.data.kind === "map") reach.mappings.add(step.data.mapping);
      }
    }
  };
  const visitRoute = (inner: PlanRoute): void => {
    if (reach.routes.has(inner.name)) return;
    reach.routes.add(inner.name);
    reach.policies.add(inner.policy);
    const { trigger } = inner;
    if (trigger.kind === "webhook") reach.systems.add(trigger.system);
    visitSteps(inner.steps);
  };
  visitRoute(route);
  return reach;
}

/** The routes of a service that the outside can start; a capability's are part of whoever calls it. */
export function routesOf(service: { readonly routes: readonly string[] }, plan: Plan): readonly PlanRoute[] {
  return service.routes.flatMap((name) => plan.routes.filter((route) => route.name === name));
}

/** Those that a service calls, or whose webhooks it takes. */
export function systemsOf(
  service: { readonly routes: readonly string[] },
  plan: Plan,
): readonly PlanSystem[] {
  const names = new Set(routesOf(service, plan).flatMap((route) => [...reachOf(route, plan).systems]));
  return plan.systems.filter(({ name }) => names.has(name));
}

/** Names in order, for output. */
export function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}
