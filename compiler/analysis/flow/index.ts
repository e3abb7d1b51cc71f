import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { YamlScalar } from "../../source/node.ts";
import { camelCase } from "../../spelling/names.ts";
import type { CheckedUnit } from "../../values/prepared.ts";
import { type UnitFlow, type World, walkUnit } from "./walk.ts";

export type { Give, UnitFlow } from "./walk.ts";

const flows = new WeakMap<Model, readonly UnitFlow[]>();

/** What flows in each unit of the estate; the check pass has computed it. */
export function flowsOf(model: Model): readonly UnitFlow[] {
  return flows.get(model) ?? [];
}

/**
 * Follows the values of all units, once for a model. A unit whose expressions and schemas are the same as in the compilation
 * before is not walked again.
 */
export function computeFlows(
  model: Model,
  units: readonly CheckUnit[],
  checked: ReadonlyMap<string, CheckedUnit>,
  typeName: (type: PlanSchema["type"]) => string,
): void {
  const byType = new Map(model.schemas.map((schema) => [typeName(schema.type), schema]));
  const world: World = {
    schemaOfType: (name) => byType.get(name),
    functions: new Map([...model.functions].map(([name, one]) => [camelCase(name), one])),
  };
  flows.set(
    model,
    units.map((unit) => sameUnit(unit, checked.get(unit.name) ?? unchecked, world)),
  );
}

const unchecked: CheckedUnit = new Map();

interface Followed {
  readonly checked: CheckedUnit;
  /** The schemas that its declarations and the estate's Functions name: all else is in the unit itself. */
  readonly schemas: readonly unknown[];
  readonly flow: UnitFlow;
}

const followed = new WeakMap<CheckUnit, Followed>();

/** What was kept of a document gives the same unit, of which little need be looked at to know that nothing has changed. */
function sameUnit(unit: CheckUnit, checked: CheckedUnit, world: World): UnitFlow {
  const before = followed.get(unit);
  const schemas = [
    ...declaredTypes(unit).map((name) => world.schemaOfType(name)?.set),
    ...[...world.functions].flatMap(([name, { input, output }]) => [name, input.set, output.set]),
  ];
  if (before?.checked === checked && isSame(before.schemas, schemas)) return before.flow;
  const flow = remembered(unit, checked, world);
  followed.set(unit, { checked, schemas, flow });
  return flow;
}

const typesKnown = new WeakMap<CheckUnit, readonly string[]>();

function declaredTypes(unit: CheckUnit): readonly string[] {
  const before = typesKnown.get(unit);
  if (before) return before;
  const visit = (statement: CheckStatement): readonly string[] =>
    statement.do === "declare"
      ? typeNames(statement.type)
      : "body" in statement
        ? statement.body.flatMap(visit)
        : [];
  const found = unit.statements.flatMap(visit);
  typesKnown.set(unit, found);
  return found;
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((one, index) => one === now[index]);
}

interface Remembered {
  readonly unit: string;
  readonly asked: readonly unknown[];
  readonly flow: UnitFlow;
}

/** By the unit's first expression, which is the same object as long as its file is unchanged. */
const known = new WeakMap<object, Map<string, Remembered>>();

function remembered(unit: CheckUnit, checked: CheckedUnit, world: World): UnitFlow {
  const anchor = firstNode(unit.statements);
  if (!anchor) return walkUnit(unit, checked, world);
  const asked = [
    ...dependencies(unit.statements, checked, world),
    ...[...world.functions].flatMap(([name, { input, output }]) => [name, input.set, output.set]),
  ];
  const before = known.get(anchor)?.get(unit.name);
  if (before && isSame(before.asked, asked)) return before.flow;
  const flow = walkUnit(unit, checked, world);
  const all = known.get(anchor) ?? new Map<string, Remembered>();
  known.set(anchor, all.set(unit.name, { unit: unit.name, asked, flow }));
  return flow;
}

function firstNode(statements: readonly CheckStatement[]): YamlScalar | undefined {
  for (const statement of statements) {
    if (statement.do === "expression") return statement.node;
    const within = "body" in statement ? firstNode(statement.body) : undefined;
    if (within) return within;
  }
  return undefined;
}

/** All that a walk looks at, in order: the nodes, the schemas, and which expressions are right. */
function dependencies(
  statements: readonly CheckStatement[],
  checked: CheckedUnit,
  world: World,
): readonly unknown[] {
  return statements.flatMap((statement): readonly unknown[] => {
    if (statement.do === "declare")
      return [statement.name, statement.type, ...schemasIn(statement.type, world)];
    if (statement.do === "expression") {
      const { target } = statement.expected ?? {};
      return [statement.id, statement.node, checked.has(statement.id), target?.schema.set, target?.path];
    }
    if (statement.do === "give")
      return [statement.how, statement.node, statement.to.schema.set, statement.to.path];
    return [statement.do, ...dependencies(statement.body, checked, world)];
  });
}

function schemasIn(type: string, world: World): readonly unknown[] {
  return typeNames(type).map((name) => world.schemaOfType(name)?.set);
}

function typeNames(type: string): readonly string[] {
  return type.match(/[\w$]+\.[\w$]+/g) ?? [];
}
