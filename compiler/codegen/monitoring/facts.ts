import type { Policy } from "../../../runtime/contract/policy.ts";
import type { Plan, PlanRoute, PlanService } from "../../plan/plan.ts";
import { allSteps, isWaiting } from "../../plan/planned-step.ts";
import type { PlanTrigger } from "../../plan/trigger.ts";
import { reachOf, routesOf, sorted } from "../estate/reach.ts";

/** What there is to watch of a service. */
export interface Watched {
  readonly name: string;
  readonly routes: readonly WatchedRoute[];
  /** Systems it calls, with who answers for each. */
  readonly systems: readonly { readonly name: string; readonly owner?: string }[];
  /** Addresses it answers at, as its metrics have them. */
  readonly addresses: readonly string[];
}

export interface WatchedRoute {
  readonly name: string;
  readonly owner?: string;
  readonly criticality: string;
  /** How soon its domain must be back, milliseconds. */
  readonly recoveryMs?: number;
  /** Of a route whose caller waits: its address and until when. */
  readonly answers?: { readonly address: string; readonly deadlineMs: number };
  /** A run of it may stand still for good reason: it waits for an event, a person or a time. */
  readonly waits: boolean;
  /** It begins with an event. */
  readonly takesEvents: boolean;
  /** Policies by which its runs become dead letters. */
  readonly policies: readonly Policy[];
}

/** As `runtime/edge/http-route.ts` has it. */
const defaultDeadlineMs = 30_000;

export function watchedOf(service: PlanService, plan: Plan): Watched {
  const routes = routesOf(service, plan);
  const operations = routes.flatMap((route) => [...reachOf(route, plan).operations]);
  const systems = sorted(operations.map((operation) => operation.slice(0, operation.lastIndexOf("."))));
  return {
    name: service.name,
    routes: routes
      .filter(({ trigger }) => trigger.kind !== "capability")
      .map((route) => watchedRoute(route, plan)),
    systems: systems.map((name) => {
      const owner = ownerOf(plan.systems.find((system) => system.name === name)?.domain, plan);
      return { name, ...(owner === undefined ? {} : { owner }) };
    }),
    addresses: sorted(routes.flatMap(({ trigger }) => addressOf(trigger) ?? [])),
  };
}

function watchedRoute(route: PlanRoute, plan: Plan): WatchedRoute {
  const { trigger } = route;
  const domain = plan.estate.domains?.[route.domain ?? ""];
  const steps = allSteps(route.steps);
  const names = sorted([route.policy, ...steps.flatMap(({ policy }) => policy ?? [])]);
  return {
    name: route.name,
    criticality: route.criticality ?? domain?.criticality ?? "medium",
    takesEvents: trigger.kind === "event",
    waits: steps.some(isWaiting),
    policies: names.flatMap((name) => plan.policies.filter((policy) => policy.name === name)),
    ...(domain && { owner: domain.owner }),
    ...(domain?.recoveryMs !== undefined && { recoveryMs: domain.recoveryMs }),
    ...(trigger.kind === "http" &&
      trigger.synchronous && {
        answers: { address: `/api${trigger.path}`, deadlineMs: trigger.deadlineMs ?? defaultDeadlineMs },
      }),
  };
}

function addressOf(trigger: PlanTrigger): string | undefined {
  if (trigger.kind === "http") return `/api${trigger.path}`;
  return trigger.kind === "webhook" ? `/webhooks/${trigger.system}/${trigger.webhook}` : undefined;
}

function ownerOf(domain: string | undefined, plan: Plan): string | undefined {
  return plan.estate.domains?.[domain ?? ""]?.owner;
}
