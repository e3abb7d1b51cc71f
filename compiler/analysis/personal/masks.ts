import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape, ShapeSet } from "../../schema/shape.ts";
import { withoutNull } from "../../values/target.ts";
import { schemaKey } from "../flow/value.ts";
import { personalOf } from "./classes.ts";

/**
 * A schema with all that is to be masked in it: what it says is personal itself, and what lineage says, since a vendor's schema says
 * it of no field. One that would be personal as a whole (a Function's input) is left as it is: it is no payload.
 */
export function masked(schema: PlanSchema, model: Model): PlanSchema {
  const reasons = personalOf(model).bySchema.get(schemaKey(schema)) ?? [];
  const inherited = reasons.flatMap(({ field, edge }) =>
    edge && field.path !== "" ? pathsTo(field.path.split("."), schema.set) : [],
  );
  if (inherited.length === 0) return schema;
  const all = new Map([...schema.personal, ...inherited].map((path) => [JSON.stringify(path), path]));
  const paths = [...all.values()].filter((path) => !isInside(path, [...all.values()]));
  return { ...schema, personal: paths.toSorted((a, b) => (a.join() < b.join() ? -1 : 1)) };
}

/** What lies in something that is masked whole need not be named. */
function isInside(path: readonly string[], all: readonly (readonly string[])[]): boolean {
  return all.some(
    (other) => other.length < path.length && other.every((name, index) => name === path[index]),
  );
}

/** The path with `*` for each list on the way, as masks say it; none where the schema has no such field. */
function pathsTo(names: readonly string[], set: ShapeSet): readonly (readonly string[])[] {
  const root = set.shapes[set.root];
  return root ? walk(root, names, set, []) : [];
}

function walk(
  declared: Shape,
  names: readonly string[],
  set: ShapeSet,
  path: readonly string[],
): readonly (readonly string[])[] {
  const { shape } = withoutNull(declared, set);
  if (shape.kind === "list") return walk(shape.items, names, set, [...path, "*"]);
  const [name, ...rest] = names;
  if (name === undefined) return [path];
  if (shape.kind === "union")
    return shape.options.flatMap((option) => (option.kind === "union" ? [] : walk(option, names, set, path)));
  if (shape.kind === "money") return [[...path, name]];
  if (shape.kind !== "object") return [];
  const property = shape.properties.find((each) => each.name === name);
  return property ? walk(property.shape, rest, set, [...path, name]) : [];
}
