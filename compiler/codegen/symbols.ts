import { libraryFunctions } from "../expressions/library.generated.ts";
import type { Plan, PlanSchema, PlanSystem, PlanType } from "../plan/plan.ts";
import { camelCase, fileName, lowerFirst, Scope } from "../spelling/names.ts";
import type { ImportSymbol } from "./imports.ts";

/** Where each part of the estate is found in generated code: module and name, decided once for the whole plan. */
export interface Symbols {
  readonly mapping: (name: string) => ImportSymbol;
  readonly crosswalk: (name: string) => ImportSymbol;
  readonly policy: (name: string) => ImportSymbol;
  readonly capability: (name: string) => ImportSymbol;
  readonly route: (name: string) => ImportSymbol;
  readonly service: (name: string) => ImportSymbol;
  readonly functions: ReadonlyMap<string, ImportSymbol>;
  readonly system: (name: string) => ImportSymbol;
  readonly operation: (system: string, name: string) => ImportSymbol;
  readonly webhook: (system: string, name: string) => ImportSymbol;
  /** The `Contract` of a schema. */
  readonly contract: (type: PlanType) => ImportSymbol;
  /** The contract of an estate's contract document, by its label `order@2`. */
  readonly contractOf: (label: string) => ImportSymbol;
  readonly schemaOf: (type: PlanType) => PlanSchema | undefined;
  /** Schemas by the module that declares them, in the plan's order. */
  readonly schemas: ReadonlyMap<string, readonly PlanSchema[]>;
}

/**
 * Names that exported constants keep clear of: library functions, which go by their own names in every expression, the estate's
 * Functions, and the parameters of generated functions.
 */
function occupiedNames(plan: Plan): ReadonlySet<string> {
  const parameters = [
    "call",
    "file",
    "headers",
    "input",
    "message",
    "payload",
    "response",
    "run",
    "step",
    "value",
  ];
  return new Set([
    ...parameters,
    ...libraryFunctions.map(({ name }) => name),
    ...plan.functions.map(({ name }) => camelCase(name)),
  ]);
}

/** Names everything that modules of a build import from each other, once for all of them: a name is free in every module. */
export function symbolsOf(plan: Plan): Symbols {
  const schemas = schemasOf(plan);
  const occupied = occupiedNames(plan);
  const named = (name: string): string => new Scope(occupied).declare(camelCase(name));
  const byType = new Map([...schemas.values()].flat().map((schema) => [typeKey(schema.type), schema]));
  const systems = new Map(
    plan.systems.map((system) => [system.name, systemNames(system, schemas, occupied)]),
  );
  const contracts = new Map(plan.contracts.map(({ schema }) => [schema.label, schema.type]));
  const contract = (type: PlanType): ImportSymbol =>
    value(type.module, contractName(type, systems.get(systemOf(type.module)), occupied));
  return {
    mapping: (name) => value(`mappings/${fileName(name)}`, named(name)),
    crosswalk: (name) => value(`crosswalks/${fileName(name)}`, named(name)),
    policy: (name) => value(`policies/${fileName(name)}`, named(name)),
    capability: (name) => value(`capabilities/${fileName(name)}`, named(name)),
    route: (name) => value(`routes/${fileName(name)}`, named(name)),
    service: (name) => value(`services/${fileName(name)}`, named(name)),
    functions: new Map(
      plan.functions.map(({ name }) => [
        camelCase(name),
        value(`functions/${fileName(name)}`, camelCase(name)),
      ]),
    ),
    system: (name) => value(systemModule(name), known(systems.get(name), `system ${name}`).system),
    operation: (system, name) =>
      value(
        systemModule(system),
        known(systems.get(system)?.operations.get(name), `operation ${system}.${name}`),
      ),
    webhook: (system, name) =>
      value(
        systemModule(system),
        known(systems.get(system)?.webhooks.get(name), `webhook ${system}.${name}`),
      ),
    contract,
    contractOf: (label) => contract(known(contracts.get(label), `contract ${label}`)),
    schemaOf: (type) => byType.get(typeKey(type)),
    schemas,
  };
}

interface SystemNames {
  readonly system: string;
  readonly operations: ReadonlyMap<string, string>;
  readonly webhooks: ReadonlyMap<string, string>;
  readonly contracts: ReadonlyMap<string, string>;
}

/** The names of one system's module; types come first, since they are given. */
function systemNames(
  system: PlanSystem,
  schemas: ReadonlyMap<string, readonly PlanSchema[]>,
  occupied: ReadonlySet<string>,
): SystemNames {
  const own = schemas.get(systemModule(system.name)) ?? [];
  const scope = new Scope([...occupied, ...own.flatMap((schema) => Object.keys(schema.set.shapes))]);
  return {
    system: scope.declare(camelCase(system.name)),
    webhooks: new Map(system.webhooks.map(({ name }) => [name, scope.declare(name)])),
    operations: new Map(system.operations.map(({ name }) => [name, scope.declare(name)])),
    contracts: new Map(own.map(({ type }) => [type.name, scope.declare(lowerFirst(type.name))])),
  };
}

function contractName(
  type: PlanType,
  system: SystemNames | undefined,
  occupied: ReadonlySet<string>,
): string {
  const named = system?.contracts.get(type.name);
  if (named !== undefined) return named;
  const name = type.module.startsWith("contracts/")
    ? camelCase(type.module.slice("contracts/".length))
    : lowerFirst(type.name);
  return new Scope(occupied).declare(name);
}

/** Every schema of the plan once, by module. */
function schemasOf(plan: Plan): Map<string, PlanSchema[]> {
  const all = new Map<string, PlanSchema>();
  const add = (schema: PlanSchema | undefined): void => {
    if (schema !== undefined && !all.has(typeKey(schema.type))) all.set(typeKey(schema.type), schema);
  };
  for (const contract of plan.contracts) add(contract.schema);
  for (const system of plan.systems) {
    for (const webhook of system.webhooks) add(webhook.payload);
    for (const { input, responses } of system.operations) {
      add(input.schema);
      add(input.parameters);
      add(input.body);
      for (const response of responses) add(response.schema);
    }
  }
  for (const { input, output } of plan.functions) {
    add(input);
    add(output);
  }
  for (const schema of plan.schemas ?? []) add(schema);
  return Map.groupBy(all.values(), (schema) => schema.type.module);
}

/** The module of a system, without its ending. */
export function systemModule(name: string): string {
  return `systems/${fileName(name)}`;
}

function systemOf(module: string): string {
  return module.slice("systems/".length);
}

function typeKey(type: PlanType): string {
  return `${type.module} ${type.name}`;
}

function value(module: string, name: string): ImportSymbol {
  return { module, name, typeOnly: false };
}

function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The plan refers to ${what}, which it does not have.`);
  return found;
}
