import { variableName } from "../../../runtime/contract/variable-name.ts";
import type { Image, ManifestService, ManifestVariable } from "../../manifest/manifest.ts";
import type { Plan, PlanRoute, PlanService, PlanType } from "../../plan/plan.ts";
import type { HttpTrigger, PlanTrigger } from "../../plan/trigger.ts";
import { fileName } from "../../spelling/names.ts";
import { type Reach, reachOf, routesOf, sorted } from "../estate/reach.ts";
import type { Parts } from "./content.ts";
import { reachesOf } from "./reaches.ts";

export function serviceEntry(service: PlanService, plan: Plan, parts: Parts, image: Image): ManifestService {
  const routes = routesOf(service, plan);
  const reaches = routes.map((route) => reachOf(route, plan));
  const file = fileName(service.name);
  const known = sorted(reaches.flatMap((reach) => [...reach.systems]));
  const called = new Set(
    reaches.flatMap(({ operations }) => [...operations].map((name) => name.slice(0, name.lastIndexOf(".")))),
  );
  const systems = plan.systems.filter(({ name }) => known.includes(name));
  return {
    name: service.name,
    file: service.at.file,
    line: service.at.line,
    module: `services/${file}.ts`,
    image,
    parts,
    routes: service.routes,
    systems: known,
    secrets: secretsOf(routes, plan, known),
    configuration: configurationOf(known),
    public: publicPaths(routes),
    reaches: reachesOf(
      routes,
      systems.filter(({ name }) => called.has(name)),
      systems,
      plan,
    ),
    ...eventsOf(routes, reaches),
    contracts: contractsOf(routes, parts, plan),
    schedules: routes.flatMap(({ name, trigger }) => schedule(name, trigger)),
    ...loadOf(routes),
    monitoring: {
      rules: `monitoring/${service.name}.rules.yaml`,
      dashboard: `monitoring/${service.name}.dashboard.json`,
    },
    ...(service.scale && { scale: service.scale }),
    ...(service.resources && { resources: service.resources }),
  };
}

/** Without which it does not start where its systems are real. */
function secretsOf(routes: readonly PlanRoute[], plan: Plan, systems: readonly string[]): readonly string[] {
  const ofTriggers = routes.flatMap((route): string[] => {
    const { trigger } = route;
    if (trigger.kind === "http") return trigger.security?.apiKey ? [trigger.security.apiKey.secret] : [];
    if (trigger.kind !== "webhook") return [];
    return plan.systems
      .filter(({ name }) => name === trigger.system)
      .flatMap(({ webhooks }) => webhooks.filter(({ name }) => name === trigger.webhook))
      .flatMap(({ verify }) => (verify === undefined ? [] : [verify.secret]));
  });
  const ofCalls = plan.systems
    .filter(({ name }) => systems.includes(name))
    .flatMap(({ authentication }) => (authentication ? [authentication.secret] : []));
  return sorted([...ofTriggers, ...ofCalls]);
}

function configurationOf(systems: readonly string[]): readonly ManifestVariable[] {
  return [
    { variable: "PORT", purpose: "where it listens" },
    { variable: "WAYBILL_ENVIRONMENT", purpose: "which endpoints and which engine" },
    { variable: "WAYBILL_DATA", purpose: "folder of the embedded store" },
    { variable: "WAYBILL_PUBLIC_URL", purpose: "how senders address it" },
    { variable: "WAYBILL_ADMIN_TOKEN", purpose: "bearer token of /admin, a secret" },
    ...systems.map((name) => ({
      variable: `WAYBILL_SYSTEM_${variableName(name)}_URL`,
      purpose: `address of ${name}, over the spec's`,
    })),
  ];
}

/** Where an asynchronous answer's `Location` leads is asked from outside, too. */
function publicPaths(routes: readonly PlanRoute[]): readonly string[] {
  const paths = routes.flatMap((route): string[] => {
    const { trigger } = route;
    if (trigger.kind === "http") return [`/api${trigger.path}`];
    return trigger.kind === "webhook" ? [`/webhooks/${trigger.system}/${trigger.webhook}`] : [];
  });
  return paths.length === 0 ? [] : sorted([...paths, "/runs/{run}"]);
}

function eventsOf(
  routes: readonly PlanRoute[],
  reaches: readonly Reach[],
): Pick<ManifestService, "publishes" | "consumes"> {
  const triggers = routes.map(({ trigger }) => trigger);
  const taken = triggers.flatMap((trigger) => (trigger.kind === "event" ? [trigger.contract] : []));
  return {
    publishes: sorted(reaches.flatMap((reach) => [...reach.publishes])),
    consumes: sorted([...taken, ...reaches.flatMap((reach) => [...reach.waitsFor])]),
  };
}

/** Served is what its HTTP routes take and answer, read all other contracts that its code knows. */
function contractsOf(routes: readonly PlanRoute[], parts: Parts, plan: Plan): ManifestService["contracts"] {
  const http = routes
    .map(({ trigger }) => trigger)
    .filter((trigger): trigger is HttpTrigger => trigger.kind === "http");
  const types = http.flatMap(({ request, response }) => [request, response]);
  const isServed = (type: PlanType): boolean =>
    types.some((each) => each?.module === type.module && each.name === type.name);
  const known = plan.contracts.filter(({ schema }) => parts[schema.type.module] !== undefined);
  const served = known.filter(({ schema }) => isServed(schema.type)).map(({ schema }) => schema.label);
  const labels = known.map(({ schema }) => schema.label);
  return { served: sorted(served), read: sorted(labels.filter((label) => !served.includes(label))) };
}

function schedule(route: string, trigger: PlanTrigger): ManifestService["schedules"] {
  if (trigger.kind !== "schedule") return [];
  const { cron, zone, missed } = trigger;
  return [{ route, cron, zone, missed }];
}

function loadOf(routes: readonly PlanRoute[]): Pick<ManifestService, "load"> {
  const loads = routes.flatMap(({ load }) => (load ? [load] : []));
  if (loads.length === 0) return {};
  const steadyPerSecond = loads.reduce((sum, load) => sum + load.steadyPerSecond, 0);
  const peakPerSecond = loads.reduce((sum, load) => sum + (load.peakPerSecond ?? load.steadyPerSecond), 0);
  return { load: { steadyPerSecond, peakPerSecond } };
}
