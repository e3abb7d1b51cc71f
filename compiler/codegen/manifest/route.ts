import type { ManifestRoute } from "../../manifest/manifest.ts";
import type { Plan, PlanRoute } from "../../plan/plan.ts";
import type { PlanTrigger } from "../../plan/trigger.ts";
import { reachOf, sorted } from "../estate/reach.ts";

export function routeEntry(route: PlanRoute, plan: Plan): ManifestRoute {
  const reach = reachOf(route, plan);
  return {
    name: route.name,
    file: route.at.file,
    line: route.at.line,
    ...(route.class !== undefined && { class: route.class }),
    ...(route.criticality !== undefined && { criticality: route.criticality }),
    ...(route.domain !== undefined && { domain: route.domain }),
    policy: route.policy,
    trigger: triggerEntry(route.trigger),
    ...(route.data && { data: route.data }),
    ...(route.load && { load: route.load }),
    graph: route.steps.map((step) => `${step.name}:${step.kind}`),
    calls: sorted(reach.operations),
    capabilities: sorted(reach.capabilities),
    mappings: sorted(reach.mappings),
    policies: sorted(reach.policies),
    publishes: sorted(reach.publishes),
    waitsFor: sorted(reach.waitsFor),
  };
}

function triggerEntry(trigger: PlanTrigger): ManifestRoute["trigger"] {
  if (trigger.kind === "event") return { kind: trigger.kind, event: trigger.contract, from: trigger.from };
  if (trigger.kind === "schedule")
    return { kind: trigger.kind, cron: trigger.cron, zone: trigger.zone, missed: trigger.missed };
  if (trigger.kind === "webhook")
    return { kind: trigger.kind, webhook: `${trigger.system}.${trigger.webhook}` };
  if (trigger.kind === "capability")
    return { kind: trigger.kind, capability: `${trigger.capability}.${trigger.operation}` };
  return { kind: trigger.kind, method: trigger.method, path: trigger.path, synchronous: trigger.synchronous };
}
