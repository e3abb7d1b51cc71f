import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape, ShapeSet } from "../../schema/shape.ts";
import { withoutNull } from "../../values/target.ts";
import { type Field, schemaKey } from "../flow/value.ts";
import type { Edge } from "../lineage/edges.ts";
import { isRelated, lineageOf, through } from "../lineage/graph.ts";
import { keyOf } from "../lineage/trace.ts";

/** Why a field holds personal data: its schema says so, or an edge brought it from (or shares it with) another field. It may have several reasons of one class, one for each way into it. */
export interface Reason {
  readonly personal: string;
  readonly field: Field;
  /** Absent where the field's own schema says it. */
  readonly edge?: Edge;
  readonly before?: Reason;
}

interface Personal {
  readonly reasons: ReadonlyMap<string, readonly Reason[]>;
  readonly bySchema: ReadonlyMap<string, readonly Reason[]>;
}

const known = new WeakMap<Model, Personal>();

/**
 * Which fields hold which classes of personal data. A field holds a class where its schema says so, where its content comes from
 * one that does, and where its content is copied into one that is declared to hold it: what becomes a customer's mail address
 * was one before. What only decides a value, or tells whether there is one, brings nothing with it.
 */
export function personalOf(model: Model): Personal {
  const before = known.get(model);
  if (before) return before;
  const reasons = new Map<string, Reason[]>();
  const queue: Reason[] = [];
  const add = (reason: Reason) => {
    const own = reasons.get(keyOf(reason.field)) ?? [];
    const before = own.filter(({ personal }) => personal === reason.personal);
    if (before.length > 0 && !isAnotherWay(reason, before)) return;
    reasons.set(keyOf(reason.field), [...own, reason]);
    // What comes after it is known by the first way.
    if (before.length === 0) queue.push(reason);
  };
  for (const { field, personal } of declaredFields(model)) add({ field, personal });
  spread(queue, model, add);
  const bySchema = new Map<string, Reason[]>();
  for (const reason of [...reasons.values()].flat()) {
    const list = bySchema.get(reason.field.schema);
    if (list) list.push(reason);
    else bySchema.set(reason.field.schema, [reason]);
  }
  const personal = { reasons, bySchema };
  known.set(model, personal);
  return personal;
}

/** Another edge that brings the class into the field itself, and not back to where it has been. */
function isAnotherWay({ field, edge, before }: Reason, known: readonly Reason[]): boolean {
  if (!edge || !isRelated(edge.to, field) || known.some((one) => !one.edge || one.edge === edge))
    return false;
  for (let hop = before; hop; hop = hop.before) if (keyOf(hop.field) === keyOf(field)) return false;
  return true;
}

function spread(queue: Reason[], model: Model, add: (reason: Reason) => void): void {
  const lineage = lineageOf(model);
  for (let reason = queue.shift(); reason; reason = queue.shift()) {
    for (const edge of lineage.from(reason.field)) {
      if (edge.declassified || edge.how === "chosen") continue;
      for (const field of through(edge, reason.field, "forward"))
        add({ field, personal: reason.personal, edge, before: reason });
    }
    // What is copied into a declared field is the same data, also where its own schema does not say so.
    for (const edge of lineage.to(reason.field)) {
      if (edge.how !== "copied" || edge.declassified || edge.from.length !== 1) continue;
      if (!isRelated(edge.to, reason.field) || edge.to.path.length < reason.field.path.length) continue;
      for (const field of edge.from) add({ field, personal: reason.personal, edge, before: reason });
    }
  }
}

/** Why a field, something that it is in, or a part of it holds personal data. */
export function reasonsIn(field: Field, model: Model): readonly Reason[] {
  const own = personalOf(model).bySchema.get(field.schema) ?? [];
  return own.filter((reason) => isRelated(reason.field, field));
}

/** The classes of personal data that a field holds, in itself or in a part of it. */
export function personalClassesOf(field: Field, model: Model): readonly string[] {
  const own = reasonsIn(field, model);
  return [...new Set(own.map(({ personal }) => personal))].toSorted();
}

interface Declared {
  readonly field: Field;
  readonly personal: string;
}

const declaredIn = new WeakMap<ShapeSet, readonly { readonly path: string; readonly personal: string }[]>();

/** Every field whose schema names a class. */
export function declaredFields(model: Model): readonly Declared[] {
  return model.schemas.flatMap((schema) =>
    classesIn(schema).map(({ path, personal }) => ({ field: { schema: schemaKey(schema), path }, personal })),
  );
}

function classesIn({ set }: PlanSchema): readonly { readonly path: string; readonly personal: string }[] {
  const before = declaredIn.get(set);
  if (before) return before;
  const found: { path: string; personal: string }[] = [];
  const visit = (declared: Shape, path: string, within: readonly string[]): void => {
    const { personal } = declared;
    if (personal !== undefined) found.push({ path, personal });
    if (declared.kind === "reference" && within.includes(declared.name)) return;
    const inside = declared.kind === "reference" ? [...within, declared.name] : within;
    const { shape } = withoutNull(declared, set);
    if (personal === undefined && shape.personal !== undefined)
      found.push({ path, personal: shape.personal });
    if (shape.kind === "list") visit(shape.items, path, inside);
    if (shape.kind === "union") for (const option of shape.options) visit(option, path, inside);
    if (shape.kind !== "object") return;
    for (const property of shape.properties)
      visit(property.shape, path === "" ? property.name : `${path}.${property.name}`, inside);
  };
  visit({ kind: "reference", name: set.root }, "", []);
  declaredIn.set(set, found);
  return found;
}
