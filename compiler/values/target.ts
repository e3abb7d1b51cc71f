import type { CheckType } from "../model/model.ts";
import type { PlanSchema } from "../plan/plan.ts";
import type { ObjectShape, Property, Shape, ShapeSet } from "../schema/shape.ts";
import { typeText } from "./type-text.ts";

/** A place in a schema that a value is wanted for. */
export interface Target {
  /** Named shapes followed, null taken off. */
  readonly shape: Shape;
  readonly nullable: boolean;
  /** As the schema has it: what its type is printed from. */
  readonly declared: Shape;
  readonly schema: PlanSchema;
  /** Names from the schema's root: `lines.net`; empty for the root. */
  readonly path: string;
  /** It may be left out. */
  readonly optional: boolean;
}

/** The whole of a schema. */
export function targetOf(schema: PlanSchema): Target {
  return place({ kind: "reference", name: schema.set.root }, schema, "", false);
}

/** One of its properties, which may be left out where it is not required. */
export function propertyTarget(target: Target, property: Property): Target {
  const path = target.path === "" ? property.name : `${target.path}.${property.name}`;
  return place(property.shape, target.schema, path, !property.required);
}

/** A value of an object that allows further names. */
export function additionalTarget(target: Target, name: string, shape: Shape): Target {
  return place(shape, target.schema, target.path === "" ? name : `${target.path}.${name}`, true);
}

/** An item of a list, called by the list's own path. */
export function itemTarget(target: Target, items: Shape): Target {
  return place(items, target.schema, target.path, false);
}

/** One of a union's options. */
export function optionTarget(target: Target, option: Shape): Target {
  return { ...place(option, target.schema, target.path, target.optional), nullable: target.nullable };
}

function place(declared: Shape, schema: PlanSchema, path: string, optional: boolean): Target {
  const { shape, nullable } = withoutNull(declared, schema.set);
  return { shape, nullable, declared, schema, path, optional };
}

/** Follows names, and takes null off a union. A union of one option is that option. */
export function withoutNull(
  shape: Shape,
  set: ShapeSet,
): { readonly shape: Shape; readonly nullable: boolean } {
  const own = follow(shape, set);
  if (own.kind !== "union") return { shape: own, nullable: own.kind === "null" };
  const options = own.options.filter((option) => follow(option, set).kind !== "null");
  const nullable = options.length < own.options.length;
  const [only] = options;
  if (options.length === 1 && only) {
    const inner = withoutNull(only, set);
    return { shape: inner.shape, nullable: nullable || inner.nullable };
  }
  return { shape: nullable ? { ...own, options } : own, nullable };
}

/** Names followed to what they name. A name that leads in a circle to nothing but itself is any JSON. */
export function follow(shape: Shape, set: ShapeSet): Shape {
  let own = shape;
  for (let depth = 0; own.kind === "reference"; depth++) {
    const next = set.shapes[own.name];
    if (!next || depth > 100) return { kind: "any" };
    own = next;
  }
  return own;
}

/** TypeScript text of the target's type in the check program. */
export function targetType(target: Target, typeOf: CheckType): string {
  const named = (name: string) => typeOf({ module: target.schema.type.module, name });
  return typeText(target.declared, named);
}

/** For messages: "field `lines.net` of `order@2`", or "`order@2`" itself. */
export function targetLabel(target: Target): string {
  return target.path === ""
    ? `\`${target.schema.label}\``
    : `field \`${target.path}\` of \`${target.schema.label}\``;
}

/** Whether names that are not among its properties may stand in it: a schema that lists properties means those, unless it types others. */
export function takesOtherNames(shape: ObjectShape): boolean {
  return (
    typeof shape.additional === "object" || (shape.properties.length === 0 && shape.additional !== false)
  );
}

/** Any JSON will do; `label` is what messages call it. */
export function anyTarget(label: string): Target {
  const set = { root: "Any", shapes: { Any: { kind: "any" } as const }, schema: true };
  const type = { module: "any", name: "Any" };
  return targetOf({ type, set, label, at: { file: "", line: 0 }, personal: [], invariants: [] });
}

/** A part of an operation's request beside its body, called after the operation: `sap.findSalesOrder.request`, at `query.$filter`. */
export function partOfRequest(operation: string, path: string): Target {
  const any = anyTarget(`${operation}.request`);
  const type = { module: "requests", name: operation };
  return { ...any, schema: { ...any.schema, type }, path, optional: true };
}
