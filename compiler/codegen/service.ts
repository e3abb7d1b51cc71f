import type { Plan, PlanService } from "../plan/plan.ts";
import { textLiteral } from "../spelling/literal.ts";
import { fileName } from "../spelling/names.ts";
import { reachOf, routesOf, sorted } from "./estate/reach.ts";
import { assigned, hardLine, type Layout } from "./layout/document.ts";
import { array, block, call, exported, object, type PropertyLayout } from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";
import { jsonLayout } from "./value.ts";

/** A service: its routes, and a start of it alone when the module is what Node was given to run. */
export function serviceModule(
  service: PlanService,
  plan: Plan,
  build: string,
  symbols: Symbols,
): GeneratedModule {
  const symbol = symbols.service(service.name);
  const module = new GeneratedModule(symbol.module, [service.at.file], [symbol.name], symbols);
  const routes = routesOf(service, plan);
  const value = object(
    [
      { key: "name", value: textLiteral(service.name) },
      { key: "routes", value: array(routes.map((route) => module.use(symbols.route(route.name)))) },
    ],
    true,
  );
  module.add(exported(symbol.name, module.runtimeType("Service"), value));
  const webhooks = routes.map(({ trigger }) => trigger).filter((trigger) => trigger.kind === "webhook");
  const alone = object(
    [
      { key: "name", value: textLiteral(plan.estate.name) },
      { key: "build", value: textLiteral(build) },
      { key: "services", value: array([symbol.name]) },
      {
        key: "systems",
        value: array(
          sorted(routes.flatMap((route) => [...reachOf(route, plan).systems])).map((name) =>
            module.use(symbols.system(name)),
          ),
        ),
      },
      {
        key: "webhooks",
        value: array([
          ...new Set(webhooks.map(({ system, webhook }) => module.use(symbols.webhook(system, webhook)))),
        ]),
      },
      ...environmentsOf(plan),
      { key: "openapi", value: document(module, `${symbol.module}.openapi`, "openapi") },
      { key: "asyncapi", value: document(module, `${symbol.module}.asyncapi`, "asyncapi") },
    ],
    true,
  );
  const file = textLiteral(`./${fileName(service.name)}.simulation.json`);
  const options = object([
    { key: "service", value: textLiteral(service.name) },
    { key: "simulation", value: `new URL(${file}, import.meta.url)` },
  ]);
  const start = call(`await ${module.runtime("serve")}`, [alone, options]);
  module.add(["if (import.meta.main) ", block([[start, ";"]])]);
  return module;
}

/** All services, systems and webhooks: what `waybill run` and `waybill dev` import. */
export function environmentModule(plan: Plan, build: string, symbols: Symbols): GeneratedModule {
  const module = new GeneratedModule("environment", [], [], symbols);
  const webhooks = plan.systems.flatMap((system) =>
    system.webhooks.map((webhook) => symbols.webhook(system.name, webhook.name)),
  );
  const value = object(
    [
      { key: "name", value: textLiteral(plan.estate.name) },
      { key: "build", value: textLiteral(build) },
      { key: "services", value: array(plan.services.map(({ name }) => module.use(symbols.service(name)))) },
      { key: "systems", value: array(plan.systems.map(({ name }) => module.use(symbols.system(name)))) },
      { key: "webhooks", value: array(webhooks.map((webhook) => module.use(webhook))) },
      ...environmentsOf(plan),
      { key: "openapi", value: document(module, "openapi", "openapi") },
      { key: "asyncapi", value: document(module, "asyncapi", "asyncapi") },
    ],
    true,
  );
  const estate = module.runtimeType("Estate");
  module.add([
    [`const environment: ${estate} =`, assigned(value), ";"],
    hardLine,
    hardLine,
    "export default environment;",
  ] satisfies Layout);
  return module;
}

/** What environments say of how a service runs there; nothing where none does. */
function environmentsOf({ estate }: Plan): PropertyLayout[] {
  const settings = Object.entries(estate.environments).flatMap(([name, { backlog, history }]) =>
    backlog === undefined && history === undefined
      ? []
      : [[name, { ...(backlog && { backlog }), ...(history && { history }) }] as const],
  );
  return settings.length === 0
    ? []
    : [{ key: "environments", value: jsonLayout(Object.fromEntries(settings)) }];
}

/** A document, imported as it lies in the build. */
function document(module: GeneratedModule, path: string, local: "openapi" | "asyncapi"): string {
  return module.use({
    module: path,
    name: "default",
    local,
    typeOnly: false,
    ending: ".json",
    json: true,
  });
}
