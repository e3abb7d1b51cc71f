import type { Model } from "../../model/model.ts";
import { flowsOf } from "../flow/index.ts";
import { type Field, schemaKey } from "../flow/value.ts";
import { type Edge, edgesOf } from "./edges.ts";

/** Every field of the estate and what it is made from. */
export interface Lineage {
  readonly edges: readonly Edge[];
  /** What is made of a field, of a part of it, or of something that it is a part of. */
  from(field: Field): readonly Edge[];
  /** What a field is made from. */
  to(field: Field): readonly Edge[];
}

const known = new WeakMap<Model, Lineage>();

/** Which field comes from which, found once for a model, however often it is asked. */
export function lineageOf(model: Model): Lineage {
  const before = known.get(model);
  if (before) return before;
  const edges = [...flowsOf(model).flatMap(edgesOf), ...functionEdges(model)];
  const leaving = bySchema(edges, ({ from }) => from);
  const arriving = bySchema(edges, ({ to }) => [to]);
  const lineage: Lineage = {
    edges,
    from: (field) =>
      (leaving.get(field.schema) ?? []).filter(({ from, how }) =>
        from.some((one) => touches(one, field, how)),
      ),
    to: (field) => (arriving.get(field.schema) ?? []).filter(({ to, how }) => touches(to, field, how)),
  };
  known.set(model, lineage);
  return lineage;
}

/** A Function is opaque: all that it gives may hold anything of what it is given. */
function functionEdges(model: Model): readonly Edge[] {
  return [...model.functions].map(([name, { input, output }]) => ({
    how: "function" as const,
    from: [{ schema: schemaKey(input), path: "" }],
    to: { schema: schemaKey(output), path: "" },
    unit: `function ${name}`,
  }));
}

function bySchema(
  edges: readonly Edge[],
  ends: (edge: Edge) => readonly Field[],
): ReadonlyMap<string, readonly Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of edges)
    for (const schema of new Set(ends(edge).map((field) => field.schema))) {
      const list = found.get(schema);
      if (list) list.push(edge);
      else found.set(schema, [edge]);
    }
  return found;
}

/** Which list decides how many items there are says nothing of what is in them: a choice is the field's own, or of a part of it. */
export function touches(end: Field, field: Field, how: Edge["how"]): boolean {
  return isRelated(end, field) && (how !== "chosen" || end.path.length >= field.path.length);
}

/** The same field, or one that is a part of the other. */
export function isRelated(left: Field, right: Field): boolean {
  if (left.schema !== right.schema) return false;
  const [short, long] =
    left.path.length < right.path.length ? [left.path, right.path] : [right.path, left.path];
  return short === "" || short === long || long.startsWith(`${short}.`);
}

/** Where the part of a field goes that an edge takes whole, or takes a part of. */
export function through(edge: Edge, field: Field, ends: "forward" | "backward"): readonly Field[] {
  const [near, far] = ends === "forward" ? [edge.from, [edge.to]] : [[edge.to], edge.from];
  const own = near.find((one) => isRelated(one, field));
  const rest =
    own && field.path.length > own.path.length
      ? field.path.slice(own.path === "" ? 0 : own.path.length + 1)
      : "";
  // Only what is copied has the same parts on both sides.
  return rest === "" || edge.how !== "copied"
    ? far
    : far.map((one) => ({ ...one, path: one.path === "" ? rest : `${one.path}.${rest}` }));
}
