import { capabilityModule } from "../../codegen/capability.ts";
import { schemaModule } from "../../codegen/contract.ts";
import { crosswalkModule } from "../../codegen/crosswalk.ts";
import { asyncapiOf } from "../../codegen/estate/asyncapi.ts";
import { openapiOf } from "../../codegen/estate/openapi.ts";
import { reachOf, routesOf, systemsOf } from "../../codegen/estate/reach.ts";
import { simulationOf } from "../../codegen/estate/simulation.ts";
import { authorsModule, functionModule } from "../../codegen/function.ts";
import { buildOf, Closures, type Parts, type Platform } from "../../codegen/manifest/content.ts";
import { manifestOf } from "../../codegen/manifest/index.ts";
import { isSimulatedWhereDeployed } from "../../codegen/manifest/reaches.ts";
import { mappingModule } from "../../codegen/mapping.ts";
import { type GeneratedModule, ModuleProject } from "../../codegen/module.ts";
import { alertRulesOf } from "../../codegen/monitoring/alerts.ts";
import { dashboardOf } from "../../codegen/monitoring/dashboard.ts";
import { policyModule } from "../../codegen/policy.ts";
import { readmeOf } from "../../codegen/readme.ts";
import { routeModule } from "../../codegen/route.ts";
import { environmentModule, serviceModule } from "../../codegen/service.ts";
import { type Symbols, symbolsOf, systemModule } from "../../codegen/symbols.ts";
import { systemModuleOf } from "../../codegen/system.ts";
import { validatorFiles } from "../../codegen/validators.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { EmittedFiles, Plan, PlanSystem } from "../../plan/plan.ts";
import { camelCase } from "../../spelling/names.ts";

export interface EmitOptions {
  /** What images are made of beside what is emitted here. */
  readonly platform?: Platform;
}

const unknownPlatform: Platform = { runtime: "0", base: "scratch" };

/** Plan to files, by path below the build folder. Pure: the same plan gives the same bytes. */
export function emit(plan: Plan, { platform = unknownPlatform }: EmitOptions = {}): PassResult<EmittedFiles> {
  const symbols = symbolsOf(plan);
  const project = new ModuleProject();
  const files = new Map<string, string>();
  const add = (module: GeneratedModule): void => void files.set(`${module.path}.ts`, module.print(project));
  for (const module of modules(plan, symbols)) add(module);
  for (const [path, text] of validatorFiles(symbols.schemas)) files.set(path, text);
  for (const { name, module } of plan.functions) {
    const symbol = symbols.functions.get(camelCase(name));
    if (symbol !== undefined) files.set(`${authorsModule(symbol)}.ts`, module.text);
  }
  for (const [path, document] of documents(plan, symbols)) files.set(path, json(document));
  files.set("scenarios.json", json(plan.scenarios));
  files.set("README.md", readmeOf(plan, symbols));
  // Modules wherever the build lies, also where no package around it says so.
  files.set("package.json", json({ private: true, type: "module" }));

  const closures = new Closures(files);
  /** A module that carries the id of the build of all that it is made of. */
  const addStart = (
    moduleOf: (build: string) => GeneratedModule,
    systems: readonly PlanSystem[],
    simulation: string,
  ): Parts => {
    const draft = moduleOf("");
    const read = isSimulatedWhereDeployed(systems, plan) ? [simulation] : [];
    const parts = closures.partsOf(`${draft.path}.ts`, draft.print(project), read);
    add(moduleOf(buildOf(parts)));
    return parts;
  };
  const services = new Map(
    plan.services.map((service) => {
      const moduleOf = (build: string) => serviceModule(service, plan, build, symbols);
      const simulation = `${symbols.service(service.name).module}.simulation.json`;
      return [service.name, addStart(moduleOf, systemsOf(service, plan), simulation)];
    }),
  );
  const environment = addStart(
    (build) => environmentModule(plan, build, symbols),
    plan.systems,
    "simulation.json",
  );
  const build = buildOf(environment);
  files.set("manifest.json", json(manifestOf(plan, { build, environment, services }, platform)));
  // Not of what the build does: another threshold rolls out no service.
  for (const service of plan.services) {
    files.set(`monitoring/${service.name}.rules.yaml`, alertRulesOf(service, plan));
    files.set(`monitoring/${service.name}.dashboard.json`, json(dashboardOf(service, plan)));
  }
  return { output: new Map([...files].sort(([left], [right]) => (left < right ? -1 : 1))), diagnostics: [] };
}

/** Of the estate, and of each service what it alone takes, publishes and calls: another service's change is none of it. */
function* documents(plan: Plan, symbols: Symbols): Generator<readonly [string, unknown]> {
  yield ["openapi.json", openapiOf(plan, symbols)];
  yield ["asyncapi.json", asyncapiOf(plan, symbols)];
  yield ["simulation.json", simulationOf(plan)];
  for (const service of plan.services) {
    const { module } = symbols.service(service.name);
    const routes = routesOf(service, plan);
    const inner = new Set(routes.flatMap((route) => [...reachOf(route, plan).routes]));
    yield [`${module}.openapi.json`, openapiOf({ ...plan, routes }, symbols)];
    yield [
      `${module}.asyncapi.json`,
      asyncapiOf({ ...plan, routes: plan.routes.filter(({ name }) => inner.has(name)) }, symbols),
    ];
    yield [`${module}.simulation.json`, simulationOf({ systems: systemsOf(service, plan) })];
  }
}

/** All modules but those that carry the build's id, one at a time: each is printed and forgotten before the next is made. */
function* modules(plan: Plan, symbols: Symbols): Generator<GeneratedModule> {
  const sources = new Map(plan.mappings.map(({ name, from }) => [name, from]));
  const withMore = new Set([
    ...plan.systems.map(({ name }) => systemModule(name)),
    ...[...symbols.functions.values()].map(({ module }) => module),
  ]);
  for (const [path, schemas] of symbols.schemas)
    if (!withMore.has(path)) yield schemaModule(path, schemas, symbols);
  for (const system of plan.systems) yield systemModuleOf(system, symbols);
  for (const mapping of plan.mappings) yield mappingModule(mapping, symbols);
  for (const written of plan.functions) yield functionModule(written, symbols);
  for (const crosswalk of plan.crosswalks) yield crosswalkModule(crosswalk, symbols);
  for (const policy of plan.policies) yield policyModule(policy, symbols);
  for (const capability of plan.capabilities)
    yield capabilityModule(capability, (mapping) => sources.get(mapping) ?? [], symbols);
  for (const route of plan.routes) yield routeModule(route, symbols, plan);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
