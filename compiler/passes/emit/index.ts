import { createHash } from "node:crypto";
import { capabilityModule } from "../../codegen/capability.ts";
import { schemaModule } from "../../codegen/contract.ts";
import { crosswalkModule } from "../../codegen/crosswalk.ts";
import { asyncapiOf } from "../../codegen/estate/asyncapi.ts";
import { manifestOf } from "../../codegen/estate/manifest.ts";
import { openapiOf } from "../../codegen/estate/openapi.ts";
import { serviceContent } from "../../codegen/estate/parts.ts";
import { simulationOf } from "../../codegen/estate/simulation.ts";
import { authorsModule, functionModule } from "../../codegen/function.ts";
import { mappingModule } from "../../codegen/mapping.ts";
import { type GeneratedModule, ModuleProject } from "../../codegen/module.ts";
import { alertRulesOf } from "../../codegen/monitoring/alerts.ts";
import { dashboardOf } from "../../codegen/monitoring/dashboard.ts";
import { camelCase } from "../../codegen/names.ts";
import { policiesModuleOf } from "../../codegen/policies.ts";
import { readmeOf } from "../../codegen/readme.ts";
import { routeModule } from "../../codegen/route.ts";
import { environmentModule, serviceModule } from "../../codegen/service.ts";
import { type Symbols, symbolsOf, systemModule } from "../../codegen/symbols.ts";
import { systemModuleOf } from "../../codegen/system.ts";
import { validatorFiles } from "../../codegen/validators.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { EmittedFiles, Plan } from "../../plan/plan.ts";

/** Plan to files, by path below the build folder. Pure: the same plan gives the same bytes. */
export function emit(plan: Plan): PassResult<EmittedFiles> {
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
  files.set("simulation.json", json(simulationOf(plan)));
  files.set("scenarios.json", json(plan.scenarios));
  files.set("openapi.json", json(openapiOf(plan, symbols)));
  files.set("asyncapi.json", json(asyncapiOf(plan, symbols)));
  files.set("README.md", readmeOf(plan, symbols));
  // Modules wherever the build lies, also where no package around it says so.
  files.set("package.json", json({ private: true, type: "module" }));

  const build = buildId(files);
  for (const service of plan.services) {
    // A service's build is of its own content, so that a change elsewhere in the estate gives it no new image.
    add(serviceModule(service, plan, "", symbols));
    add(serviceModule(service, plan, serviceContent(service.name, files).content, symbols));
  }
  add(environmentModule(plan, build, symbols));
  files.set("manifest.json", json(manifestOf(plan, build, files)));
  // Not of what the build does: another threshold rolls out no service.
  for (const service of plan.services) {
    files.set(`monitoring/${service.name}.rules.yaml`, alertRulesOf(service, plan));
    files.set(`monitoring/${service.name}.dashboard.json`, json(dashboardOf(service, plan)));
  }
  return { output: new Map([...files].sort(([left], [right]) => (left < right ? -1 : 1))), diagnostics: [] };
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
  yield policiesModuleOf(plan.policies, symbols);
  for (const capability of plan.capabilities)
    yield capabilityModule(capability, (mapping) => sources.get(mapping) ?? [], symbols);
  for (const route of plan.routes) yield routeModule(route, symbols);
}

/** Of what the build does: same files, same id. What is for readers and tests changes nothing that runs. */
function buildId(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [path, text] of [...files].sort(([left], [right]) => (left < right ? -1 : 1)))
    if (path !== "README.md" && path !== "scenarios.json") hash.update(`${path}\0${text}\0`);
  return hash.digest("hex").slice(0, 16);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
