import { variableName } from "../../../runtime/contract/variable-name.ts";
import type {
  Image,
  Manifest,
  ManifestCapability,
  ManifestContract,
  ManifestEnvironment,
  ManifestEvent,
  ManifestSecret,
  ManifestService,
  ManifestStore,
  ManifestSystem,
} from "../../manifest/manifest.ts";
import { manifestVersion } from "../../manifest/manifest.ts";
import type { Plan, PlanCapability, PlanContract, PlanSystem } from "../../plan/plan.ts";
import { sorted } from "../estate/reach.ts";
import { contentOf, type Parts, type Platform } from "./content.ts";
import { processEntry, reconciliationEntry } from "./followed.ts";
import { isSimulated } from "./reaches.ts";
import { routeEntry } from "./route.ts";
import { serviceEntry } from "./service.ts";

export interface BuiltParts {
  readonly build: string;
  /** Of all services in one process. */
  readonly environment: Parts;
  /** Of each service, by its name. */
  readonly services: ReadonlyMap<string, Parts>;
}

/** What deployment, review and operation need to know of a build without its specs. */
export function manifestOf(plan: Plan, parts: BuiltParts, platform: Platform): Manifest {
  const { name, environments } = plan.estate;
  const image = (repository: string, own: Parts): Image => ({
    name: repository,
    content: contentOf(own, platform),
  });
  const services = plan.services.map((service) => {
    const own = parts.services.get(service.name) ?? {};
    return serviceEntry(service, plan, own, image(`${name}-${service.name}`, own));
  });
  return {
    $schema: "https://waybill.dev/schemas/manifest.json",
    version: manifestVersion,
    estate: name,
    build: parts.build,
    runtime: platform.runtime,
    base: platform.base,
    image: image(name, parts.environment),
    parts: parts.environment,
    environments: Object.fromEntries(
      Object.entries(environments).map(([each, environment]) => [each, environmentEntry(environment)]),
    ),
    services,
    routes: plan.routes.map((route) => routeEntry(route, plan)),
    systems: plan.systems.map(systemEntry),
    contracts: plan.contracts.map(contractEntry),
    events: eventsOf(services),
    capabilities: plan.capabilities.map(capabilityEntry),
    processes: plan.processes.map(processEntry),
    reconciliations: plan.reconciliations.map(reconciliationEntry),
    secrets: secretEntries(plan),
  };
}

function environmentEntry(environment: Plan["estate"]["environments"][string]): ManifestEnvironment {
  const stores: readonly ManifestStore[] =
    environment.engine === "embedded"
      ? [{ kind: "sqlite", holds: ["runs", "events", "shared"] }]
      : [
          { kind: "restate", holds: ["runs"] },
          { kind: "postgresql", holds: ["shared"] },
          { kind: "kafka", holds: ["events"] },
        ];
  return { ...environment, stores };
}

function systemEntry(system: PlanSystem): ManifestSystem {
  const { name, type, domain, at, endpoints, authentication, limits } = system;
  return {
    name,
    type,
    ...(domain !== undefined && { domain }),
    file: at.file,
    endpoints,
    ...(authentication && { authentication: authentication.kind }),
    secrets: sorted(secretsOf(system)),
    ...(limits && { limits }),
  };
}

function contractEntry({ name, version, lifecycle, domain, schema }: PlanContract): ManifestContract {
  return {
    name,
    version,
    lifecycle,
    ...(domain !== undefined && { domain }),
    label: schema.label,
    file: schema.at.file,
  };
}

function capabilityEntry({ name, providers, rollout }: PlanCapability): ManifestCapability {
  return {
    name,
    providers: providers.map((provider) => provider.name),
    rollout: rollout.map(({ to }) => to),
  };
}

function eventsOf(services: readonly ManifestService[]): readonly ManifestEvent[] {
  const types = sorted(services.flatMap(({ publishes, consumes }) => [...publishes, ...consumes]));
  return types.map((type) => ({
    type,
    publishedBy: services.filter(({ publishes }) => publishes.includes(type)).map(({ name }) => name),
    consumedBy: services.filter(({ consumes }) => consumes.includes(type)).map(({ name }) => name),
  }));
}

function secretsOf({ authentication, webhooks }: PlanSystem): readonly string[] {
  return [
    ...(authentication ? [authentication.secret] : []),
    ...webhooks.flatMap(({ verify }) => (verify === undefined ? [] : [verify.secret])),
  ];
}

/** With the environments in which a start without it is refused (`runtime/service/settings.ts`). */
function secretEntries(plan: Plan): readonly ManifestSecret[] {
  const ofRoutes = plan.routes.flatMap(({ name, trigger }) => {
    const key = trigger.kind === "http" ? trigger.security?.apiKey : undefined;
    return key === undefined ? [] : [{ route: name, secret: key.secret }];
  });
  const names = sorted([...plan.systems.flatMap(secretsOf), ...ofRoutes.map(({ secret }) => secret)]);
  return names.map((name) => {
    const systems = plan.systems.filter((system) => secretsOf(system).includes(name));
    const routes = ofRoutes.filter(({ secret }) => secret === name).map(({ route }) => route);
    const environments = Object.keys(plan.estate.environments).filter(
      (environment) =>
        systems.some(({ endpoints }) => endpoints[environment] !== "simulated") ||
        (routes.length > 0 && !isSimulated(plan.systems, environment)),
    );
    return {
      name,
      variable: `WAYBILL_SECRET_${variableName(name)}`,
      systems: systems.map((system) => system.name),
      routes,
      environments,
    };
  });
}
