import type { PlanOperation, PlanSystem, PlanWebhook } from "../plan/plan.ts";
import { propertyKey, scalarLiteral, textLiteral } from "../spelling/literal.ts";
import { assigned, type Layout } from "./layout/document.ts";
import {
  arrow,
  block,
  call,
  exported,
  object,
  type PropertyLayout,
  usedParameters,
} from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import { declareContracts, declareTypes } from "./schema.ts";
import { type Symbols, systemModule } from "./symbols.ts";
import { jsonLayout, valueLayout } from "./value.ts";

/** An application: how it is reached, its webhooks and operations, the types and contracts of what they carry. */
export function systemModuleOf(system: PlanSystem, symbols: Symbols): GeneratedModule {
  const path = systemModule(system.name);
  const schemas = symbols.schemas.get(path) ?? [];
  const own = [
    symbols.system(system.name),
    ...system.webhooks.map(({ name }) => symbols.webhook(system.name, name)),
    ...system.operations.map(({ name }) => symbols.operation(system.name, name)),
  ];
  const types = schemas.flatMap((schema) => Object.keys(schema.set.shapes));
  const locals = [
    ...own.map(({ name }) => name),
    ...schemas.map(({ type }) => symbols.contract(type).name),
    ...types,
    "input",
    "response",
    "headers",
    "payload",
    "call",
  ];
  const module = new GeneratedModule(path, [system.at.file], locals, symbols);
  declareContracts(schemas, module, symbols);
  module.add(
    exported(symbols.system(system.name).name, module.runtimeType("System"), systemLayout(system, module)),
  );
  for (const webhook of system.webhooks) module.add(webhookStatement(system, webhook, module, symbols));
  for (const operation of system.operations)
    module.add(operationStatement(system, operation, module, symbols));
  declareTypes(schemas, module);
  return module;
}

function systemLayout(system: PlanSystem, module: GeneratedModule): Layout {
  return object(
    [
      { key: "name", value: textLiteral(system.name) },
      { key: "at", value: module.location(system.at) },
      { key: "type", value: textLiteral(system.type) },
      { key: "endpoints", value: jsonLayout(system.endpoints) },
      ...given("authentication", system.authentication, jsonLayout),
      ...(system.csrfToken ? [{ key: "csrfToken", value: "true" }] : []),
      ...given("limits", system.limits, jsonLayout),
      { key: "failures", value: jsonLayout(system.failures) },
    ],
    true,
  );
}

function webhookStatement(
  system: PlanSystem,
  webhook: PlanWebhook,
  module: GeneratedModule,
  symbols: Symbols,
): Layout {
  const value = object(
    [
      { key: "kind", value: '"webhook"' },
      { key: "system", value: symbols.system(system.name).name },
      { key: "name", value: textLiteral(webhook.name) },
      { key: "at", value: module.location(webhook.at) },
      ...given("verify", webhook.verify, jsonLayout),
      { key: "payload", value: module.use(symbols.contract(webhook.payload.type)) },
      ...given("id", webhook.id, (id) =>
        arrow(usedParameters(["headers", "payload"], module.expression(id)), module.expression(id)),
      ),
    ],
    true,
  );
  const { name } = symbols.webhook(system.name, webhook.name);
  return exported(name, `${module.runtimeType("Webhook")}<${module.type(webhook.payload.type)}>`, value);
}

function operationStatement(
  system: PlanSystem,
  operation: PlanOperation,
  module: GeneratedModule,
  symbols: Symbols,
): Layout {
  const { input, output } = operation;
  const types = [
    input.type === undefined ? "undefined" : module.type(input.type),
    output === undefined ? "undefined" : module.type(output),
  ];
  const responses = operation.responses.map(({ status, schema }) => ({
    key: String(status),
    value: schema === undefined ? "undefined" : module.use(symbols.contract(schema.type)),
  }));
  const value = object(
    [
      { key: "kind", value: '"operation"' },
      { key: "system", value: symbols.system(system.name).name },
      { key: "name", value: textLiteral(operation.name) },
      { key: "at", value: module.location(operation.at) },
      ...given("input", input.type, (type) => module.use(symbols.contract(type))),
      { key: "request", value: requestFunction(operation, module) },
      { key: "responses", value: object(responses) },
      { key: "idempotent", value: idempotence(system, operation, module, symbols) },
    ],
    true,
  );
  const { name } = symbols.operation(system.name, operation.name);
  return exported(name, `${module.runtimeType("Operation")}<${types.join(", ")}>`, value);
}

/** `request: (input) => ({ method, path, query, headers, body })`. */
function requestFunction(operation: PlanOperation, module: GeneratedModule): Layout {
  const named = (entries: PlanOperation["query"]): PropertyLayout[] =>
    entries.map(({ name, value }) => ({ key: propertyKey(name), value: module.expression(value) }));
  const request = object([
    { key: "method", value: textLiteral(operation.method) },
    { key: "path", value: module.expression(operation.path) },
    ...(operation.query.length === 0 ? [] : [{ key: "query", value: object(named(operation.query)) }]),
    ...(operation.headers.length === 0 ? [] : [{ key: "headers", value: object(named(operation.headers)) }]),
    ...given("body", operation.body, (body) => module.expression(body)),
    ...(operation.body === undefined || operation.as === "json"
      ? []
      : [{ key: "as", value: textLiteral(operation.as) }]),
  ]);
  return arrow(usedParameters(["input"], request), ["(", request, ")"], { opens: true });
}

function idempotence(
  system: PlanSystem,
  { idempotent }: PlanOperation,
  module: GeneratedModule,
  symbols: Symbols,
): Layout {
  if (idempotent.by === "header")
    return object([
      { key: "by", value: '"header"' },
      { key: "header", value: textLiteral(idempotent.header) },
    ]);
  if (idempotent.by !== "verify") return object([{ key: "by", value: textLiteral(idempotent.by) }]);
  const looked: Layout = [
    "await ",
    call(
      "call",
      [symbols.operation(system.name, idempotent.operation).name, valueLayout(module, idempotent.with)],
      true,
    ),
  ];
  const statements: Layout[] = [
    ["const response =", assigned(looked), ";"],
    ["return ", module.expression(idempotent.found), ";"],
  ];
  return object(
    [
      { key: "by", value: '"verify"' },
      [`async verify(${usedParameters(["input", "call"], statements).join(", ")}) `, block(statements)],
      ...given("settleMs", idempotent.settleMs, scalarLiteral),
    ],
    true,
  );
}

/** A property, where there is a value for it. */
function given<T>(key: string, value: T | undefined, layout: (value: T) => Layout): PropertyLayout[] {
  return value === undefined ? [] : [{ key, value: layout(value) }];
}
