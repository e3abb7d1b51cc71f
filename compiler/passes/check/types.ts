import type { PlanSchema, PlanType } from "../../plan/plan.ts";
import { typeText } from "../../values/type-text.ts";

/** How the check program names a schema's type: the module's namespace, and its name in it. */
export function checkTypeName(type: PlanType): string {
  return `${namespaceOf(type.module)}.${type.name}`;
}

/** Every schema's types as the check program declares them, one namespace a module of generated code. */
export function checkTypes(schemas: readonly PlanSchema[]): string {
  const namespaces = new Map<string, Map<string, string>>();
  for (const { type, set } of schemas) {
    const known = namespaces.get(type.module) ?? new Map<string, string>();
    namespaces.set(type.module, known);
    const named = (name: string) => checkTypeName({ module: type.module, name });
    for (const [name, shape] of Object.entries(set.shapes))
      known.set(name, `type ${name} = ${typeText(shape, named)};`);
    // A schema is known by its type's name, whatever its root is called in the set.
    if (!known.has(type.name)) known.set(type.name, `type ${type.name} = ${named(set.root)};`);
  }
  return [...namespaces]
    .map(
      ([module, types]) =>
        `declare namespace ${namespaceOf(module)} {\n${[...types.values()].join("\n")}\n}\n`,
    )
    .join("");
}

function namespaceOf(module: string): string {
  return module.replaceAll(/[^\w$]/g, "_");
}
