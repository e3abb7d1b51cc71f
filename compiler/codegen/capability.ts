import type { PlanCapability, PlanType } from "../plan/plan.ts";
import { propertyKey, textLiteral, typeKey } from "../spelling/literal.ts";
import { pascalCase } from "../spelling/names.ts";
import { group, hardLine, indent, join, type Layout, line } from "./layout/document.ts";
import { array, arrow, call, exported, object } from "./layout/syntax.ts";
import { GeneratedModule } from "./module.ts";
import type { Symbols } from "./symbols.ts";

type Operation = PlanCapability["operations"][number];
type Provided = PlanCapability["providers"][number]["operations"][number];

/** What the module needs to know of the mappings around a provider's call: the names they map from. */
export type MappingSources = (
  mapping: string,
) => readonly { readonly name: string; readonly type: PlanType }[];

/** A canonical service: who provides it, and who is served by which. */
export function capabilityModule(
  capability: PlanCapability,
  sourcesOf: MappingSources,
  symbols: Symbols,
): GeneratedModule {
  const symbol = symbols.capability(capability.name);
  const module = new GeneratedModule(
    symbol.module,
    [capability.at.file],
    [symbol.name, "run", "step", "input"],
    symbols,
  );
  const operations = module.scope.declare(`${pascalCase(capability.name)}Operations`);
  module.add([`export type ${operations} = `, operationTypes(capability.operations, module), ";"]);
  const providers = capability.providers.map((provider) => ({
    key: propertyKey(provider.name),
    value: object(
      provider.operations.map((provided) => ({
        key: propertyKey(provided.operation),
        value: providerFunction(provided, sourcesOf, module, symbols),
      })),
      true,
    ),
  }));
  const rollout = capability.rollout.map(({ to, when }) =>
    object([
      { key: "to", value: textLiteral(to) },
      ...(when === undefined ? [] : [{ key: "when", value: arrow(["input"], module.expression(when)) }]),
    ]),
  );
  const value = object(
    [
      { key: "kind", value: '"capability"' },
      { key: "name", value: textLiteral(capability.name) },
      { key: "at", value: module.location(capability.at) },
      ...(capability.pin === undefined
        ? []
        : [{ key: "pin", value: arrow(["input"], module.expression(capability.pin)) }]),
      { key: "providers", value: object(providers, true) },
      { key: "rollout", value: array(rollout) },
    ],
    true,
  );
  module.add(exported(symbol.name, `${module.runtimeType("Capability")}<${operations}>`, value));
  return module;
}

function operationTypes(operations: readonly Operation[], module: GeneratedModule): Layout {
  const types = operations.map((operation) => [
    `readonly ${typeKey(operation.name)}: `,
    group([
      "{",
      indent([
        line,
        `readonly input: ${module.type(operation.input)};`,
        line,
        `readonly output: ${module.type(operation.output)}`,
      ]),
      line,
      "}",
    ]),
    ";",
  ]);
  return ["{", indent([hardLine, join(hardLine, types)]), hardLine, "}"];
}

/** One provider's way to do one operation: another route inside the caller's run, or a call between two mappings. */
function providerFunction(
  provided: Provided,
  sourcesOf: MappingSources,
  module: GeneratedModule,
  symbols: Symbols,
): Layout {
  if (provided.route !== undefined) {
    return arrow(
      ["run", "step", "input"],
      call("run.subroute", ["step", module.use(symbols.route(provided.route)), "input"]),
    );
  }
  if (provided.call === undefined)
    throw new Error(`Provider's operation ${provided.operation} has neither call nor route.`);
  const { system, operation, in: before, out: after } = provided.call;
  const request = before === undefined ? "input" : mapped(before, sourcesOf, () => "input", module, symbols);
  const response: Layout = call("run.call", [
    "step",
    module.use(symbols.operation(system, operation)),
    request,
  ]);
  if (after === undefined) return arrow(["run", "step", "input"], response);
  const result = mapped(
    after,
    sourcesOf,
    (name) => (name === "input" ? "input" : ["await ", response]),
    module,
    symbols,
  );
  return arrow(["run", "step", "input"], result, { async: true });
}

function mapped(
  mapping: string,
  sourcesOf: MappingSources,
  valueOf: (name: string) => Layout,
  module: GeneratedModule,
  symbols: Symbols,
): Layout {
  const values = object(
    sourcesOf(mapping).map(({ name }) => ({ key: propertyKey(name), value: valueOf(name) })),
  );
  return call(module.use(symbols.mapping(mapping)), [values], true);
}
