import type { RouteTrigger } from "../../kinds/route/triggers/plan.ts";
import type { Plan, PlanRoute, PlanService, PlanSystem } from "../../plan/plan.ts";
import { destinationsOf } from "./destinations.ts";
import { processEntry, reconciliationEntry } from "./followed.ts";
import { serviceContent } from "./parts.ts";
import { reachOf, routesOf, sorted } from "./reach.ts";

/** Raised when a reader of manifests would misread a newer one. */
export const manifestVersion = 2;

/** What deployment, review and operation need to know of a build without its specs. */
export function manifestOf(plan: Plan, build: string, files: ReadonlyMap<string, string>): unknown {
  return {
    version: manifestVersion,
    estate: plan.estate.name,
    build,
    image: { name: plan.estate.name, content: build },
    environments: plan.estate.environments,
    services: plan.services.map((service) => serviceEntry(service, plan, files)),
    routes: plan.routes.map((route) => routeEntry(route, plan)),
    systems: plan.systems.map(systemEntry),
    contracts: plan.contracts.map(({ name, version, lifecycle, domain, schema }) => ({
      name,
      version,
      lifecycle,
      domain,
      label: schema.label,
      file: schema.at.file,
    })),
    capabilities: plan.capabilities.map(({ name, providers, rollout }) => ({
      name,
      providers: providers.map((provider) => provider.name),
      rollout: rollout.map(({ to }) => to),
    })),
    processes: plan.processes.map(processEntry),
    reconciliations: plan.reconciliations.map(reconciliationEntry),
    secrets: sorted(
      plan.systems
        .flatMap(secretsOf)
        .concat(plan.routes.flatMap(({ trigger }) => routeSecrets(trigger as RouteTrigger))),
    ),
  };
}

function serviceEntry(service: PlanService, plan: Plan, files: ReadonlyMap<string, string>): unknown {
  const routes = routesOf(service, plan);
  const reaches = routes.map((route) => reachOf(route, plan));
  const systems = sorted(reaches.flatMap((reach) => [...reach.systems]));
  const module = `services/${service.name}.ts`;
  const { parts, content } = serviceContent(service.name, files);
  return {
    name: service.name,
    file: service.at.file,
    line: service.at.line,
    module,
    image: { name: `${plan.estate.name}-${service.name}`, content },
    parts,
    public: sorted(routes.flatMap(({ trigger }) => publicPaths(trigger as RouteTrigger))),
    reaches: destinationsOf(
      plan.systems.filter(({ name }) => systems.includes(name)),
      routes,
      plan,
    ),
    monitoring: {
      rules: `monitoring/${service.name}.rules.yaml`,
      dashboard: `monitoring/${service.name}.dashboard.json`,
    },
    routes: service.routes,
    systems,
    secrets: sorted([
      ...plan.systems.filter(({ name }) => systems.includes(name)).flatMap(secretsOf),
      ...routes.flatMap(({ trigger }) => routeSecrets(trigger as RouteTrigger)),
    ]),
    scale: service.scale,
    resources: service.resources,
  };
}

/** Paths that the outside may ask, as the edge spells them. What is asynchronous answers what became of it at `/runs/{run}`. */
function publicPaths(trigger: RouteTrigger): readonly string[] {
  if (trigger.kind === "webhook") return [`/webhooks/${trigger.system}/${trigger.webhook}`, "/runs/{run}"];
  if (trigger.kind !== "http") return [];
  return [`/api${trigger.path}`, ...(trigger.synchronous ? [] : ["/runs/{run}"])];
}

function routeEntry(route: PlanRoute, plan: Plan): unknown {
  const reach = reachOf(route, plan);
  const trigger = route.trigger as RouteTrigger;
  return {
    name: route.name,
    file: route.at.file,
    line: route.at.line,
    class: route.class,
    domain: route.domain,
    policy: route.policy,
    trigger: triggerEntry(trigger),
    data: route.data,
    load: route.load,
    graph: route.steps.map((step) => `${step.name}:${step.kind}`),
    calls: sorted(reach.operations),
    capabilities: sorted(reach.capabilities),
    mappings: sorted(reach.mappings),
    publishes: sorted(reach.publishes),
  };
}

function triggerEntry(trigger: RouteTrigger): unknown {
  if (trigger.kind === "event") return { kind: trigger.kind, event: trigger.contract, from: trigger.from };
  if (trigger.kind === "schedule")
    return { kind: trigger.kind, cron: trigger.cron, zone: trigger.zone, missed: trigger.missed };
  if (trigger.kind === "webhook")
    return { kind: trigger.kind, webhook: `${trigger.system}.${trigger.webhook}` };
  if (trigger.kind === "capability")
    return { kind: trigger.kind, capability: `${trigger.capability}.${trigger.operation}` };
  return { kind: trigger.kind, method: trigger.method, path: trigger.path, synchronous: trigger.synchronous };
}

/** `hosts` by environment: where a service must be let through to; `simulated` where nothing is called. */
function systemEntry(system: PlanSystem): unknown {
  return {
    name: system.name,
    type: system.type,
    domain: system.domain,
    file: system.at.file,
    endpoints: system.endpoints,
    hosts: Object.fromEntries(
      Object.entries(system.endpoints).map(([environment, endpoint]) => [environment, hostOf(endpoint)]),
    ),
    authentication: system.authentication?.kind,
    secrets: sorted(secretsOf(system)),
    limits: system.limits,
  };
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}

function secretsOf(system: PlanSystem): string[] {
  const authentication = system.authentication === undefined ? [] : [system.authentication.secret];
  return [
    ...authentication,
    ...system.webhooks.flatMap(({ verify }) => (verify === undefined ? [] : [verify.secret])),
  ];
}

function routeSecrets(trigger: RouteTrigger): string[] {
  return trigger.kind === "http" && trigger.security?.apiKey !== undefined
    ? [trigger.security.apiKey.secret]
    : [];
}
