import type { PlanSchema, PlanType } from "../../plan/plan.ts";
import type { ShapeSet } from "../../schema/shape.ts";
import { typeText } from "../../values/type-text.ts";

/** How the check program names a schema's type: the module's namespace, and its name in it. */
export function checkTypeName(type: PlanType): string {
  return `${namespaceOf(type.module)}.${type.name}`;
}

/** Every schema's types as the check program declares them, one namespace a module of generated code. */
export function checkTypes(schemas: readonly PlanSchema[]): string {
  const namespaces = new Map<string, Map<string, string>>();
  for (const { type, set } of schemas) {
    const own = namespaces.get(type.module) ?? new Map<string, string>();
    namespaces.set(type.module, own);
    for (const [name, text] of typesOf(type.module, set)) own.set(name, text);
    // A schema is known by its type's name, whatever its root is called in the set.
    if (!own.has(type.name))
      own.set(type.name, `type ${type.name} = ${checkTypeName({ module: type.module, name: set.root })};`);
  }
  return [...namespaces]
    .map(
      ([module, types]) =>
        `declare namespace ${namespaceOf(module)} {\n${[...types.values()].join("\n")}\n}\n`,
    )
    .join("");
}

interface SetTypes {
  readonly module: string;
  readonly types: ReadonlyMap<string, string>;
}

const known = new WeakMap<ShapeSet, SetTypes>();

/** Every type of a set, written once: a set outlives a compilation where an estate is watched. */
function typesOf(module: string, set: ShapeSet): ReadonlyMap<string, string> {
  const before = known.get(set);
  if (before?.module === module) return before.types;
  const named = (name: string) => checkTypeName({ module, name });
  const types = new Map(
    Object.entries(set.shapes).map(([name, shape]) => [name, `type ${name} = ${typeText(shape, named)};`]),
  );
  known.set(set, { module, types });
  return types;
}

function namespaceOf(module: string): string {
  return module.replaceAll(/[^\w$]/g, "_");
}
