import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape, ShapeSet } from "../../schema/shape.ts";
import { withoutNull } from "../../values/target.ts";
import { type Currency, currencyOf } from "./currency.ts";

/** A field of a schema: the schema's own word for itself, and names from its root (`lines.net`; empty for all of it). */
export interface Field {
  readonly schema: string;
  readonly path: string;
}

/**
 * What is known of a value without running anything: a shape that it surely has (its length, range, places, unit, …), and the
 * fields that it is made of. What is not known is the shape `any`, never a guess.
 */
export interface Value {
  /** Names followed, null taken off. */
  readonly shape: Shape;
  readonly set: ShapeSet;
  /** It may be missing or null. */
  readonly missing: boolean;
  /** The fields whose content is in it. */
  readonly origins: readonly Field[];
  /** It is that one field's content itself, at most trimmed or spelt otherwise; not something computed from it. */
  readonly copied: boolean;
  /** The fields that decided which value it is. */
  readonly chosenBy: readonly Field[];
  /** Classes of personal data that the schemas say are in it. */
  readonly personal: readonly string[];
  /** Where an expression built it: its properties by name. */
  readonly members?: ReadonlyMap<string, Value>;
  /** Where an expression built the list: what its items are. */
  readonly item?: Value;
  /** Where an expression wrote the list out: each of its items. */
  readonly entries?: readonly Value[];
  /** Where it is one of several: each of them. */
  readonly options?: readonly Value[];
  /** Of a quantity that was multiplied by a number: what it was a quantity of before, and the number. */
  readonly scaled?: Scaled;
  /** It has been said aloud that it is no longer personal. */
  readonly declassified?: true;
  /** Of an amount: whose currency it is in. */
  readonly currency?: Currency;
}

export interface Scaled {
  readonly unit: string;
  readonly by: number;
}

export const noShapes: ShapeSet = { root: "Any", shapes: {}, schema: true };
export const anything: Shape = { kind: "any" };

/** How lineage calls a schema, the same in every compilation: the name of its generated type. */
export function schemaKey({ type }: Pick<PlanSchema, "type">): string {
  return `${type.module} ${type.name}`;
}

/** A value made of nothing that has a field: a literal, an index. */
export function plain(shape: Shape, missing = false): Value {
  return { shape, set: noShapes, missing, origins: [], copied: false, chosenBy: [], personal: [] };
}

export const unknown = plain(anything);
export const nothing = plain({ kind: "null" }, true);

/** All of a schema's value. */
export function rootOf(schema: PlanSchema): Value {
  const shape: Shape = { kind: "reference", name: schema.set.root };
  return placed(shape, schema.set, { schema: schemaKey(schema), path: "" }, false, []);
}

/** The field of a schema that has this shape. */
export function placed(
  declared: Shape,
  set: ShapeSet,
  field: Field,
  missing: boolean,
  personal: readonly string[],
): Value {
  const { shape, nullable } = withoutNull(declared, set);
  return {
    shape: noted(shape, declared, set),
    set,
    missing: missing || nullable,
    origins: [field],
    copied: true,
    chosenBy: [],
    personal: union(personal, [declared.personal, shape.personal].filter(isText)),
  };
}

/** A unit that stands beside a `$ref`, or at a union with null, is the value's. */
export function noted(shape: Shape, declared: Shape, set: ShapeSet): Shape {
  let unit: string | undefined;
  let own: Shape | undefined = declared;
  for (let depth = 0; own && unit === undefined && depth < 20; depth++) {
    ({ unit } = own);
    own = own.kind === "reference" ? set.shapes[own.name] : undefined;
  }
  return unit === undefined || shape.unit !== undefined ? shape : { ...shape, unit };
}

/** A property of a value, also of one that may be missing itself. */
export function memberOf(value: Value, name: string): Value {
  const built = value.members?.get(name);
  if (built) return { ...built, missing: built.missing || value.missing };
  if (value.members) return nothing;
  const { shape } = value;
  if (shape.kind === "money") return partOfMoney(value, name);
  if (shape.kind === "object") {
    const property = shape.properties.find((each) => each.name === name);
    const declared = property?.shape ?? (typeof shape.additional === "object" ? shape.additional : anything);
    return within(value, declared, name, property?.required !== true);
  }
  if (name === "length") return { ...plain(lengthOf(value)), chosenBy: value.origins };
  return within(value, anything, name, true);
}

/** A text's length counts UTF-16 units, of which a character (what `maxLength` counts) may take two. */
function lengthOf(value: Value): Shape {
  const { shape } = value;
  return shape.kind === "text" ? { kind: "integer", minimum: shape.minLength ?? 0 } : itemsCounted(value);
}

/** How many items a list has. */
export function itemsCounted({ shape }: Value): Shape {
  if (shape.kind !== "list") return { kind: "integer", minimum: 0 };
  const { minItems = 0, maxItems } = shape;
  return { kind: "integer", minimum: minItems, ...(maxItems !== undefined && { maximum: maxItems }) };
}

function partOfMoney(value: Value, name: string): Value {
  const { shape } = value;
  if (name === "amount") {
    const own = currencyOf(value);
    const amount = within(value, { ...shape, kind: "decimal", wire: "text" }, name, false);
    return own ? { ...amount, currency: own } : amount;
  }
  const currency = shape.kind === "money" ? shape.currency : undefined;
  const text: Shape = { kind: "text", maxLength: 3, ...(currency !== undefined && { values: [currency] }) };
  return within(value, text, name, false);
}

/** An item of a list; it may not be there where it is asked for by its number. */
export function itemOf(value: Value, missing = false): Value {
  if (value.item) return { ...value.item, missing: value.item.missing || missing };
  const { shape } = value;
  return within(value, shape.kind === "list" ? shape.items : anything, undefined, missing);
}

/** What lies in a value keeps where it comes from. */
function within(value: Value, declared: Shape, name: string | undefined, missing: boolean): Value {
  const { shape, nullable } = withoutNull(declared, value.set);
  const inside = (field: Field): Field =>
    name === undefined ? field : { ...field, path: field.path === "" ? name : `${field.path}.${name}` };
  return {
    shape: noted(shape, declared, value.set),
    set: value.set,
    missing: missing || nullable || value.missing,
    // Of what is computed it is not known which part comes from where.
    origins: value.copied ? value.origins.map(inside) : value.origins,
    copied: value.copied,
    chosenBy: value.chosenBy,
    personal: union(value.personal, [declared.personal, shape.personal].filter(isText)),
    ...(value.declassified && { declassified: true as const }),
  };
}

/** Each of the values that it may be. */
export function optionsOf(value: Value): readonly Value[] {
  return value.options ?? [value];
}

/** Something computed from values. */
export function derived(values: readonly Value[], shape: Shape, missing = false): Value {
  return {
    shape,
    set: noShapes,
    missing,
    origins: fieldsOf(values.map(({ origins }) => origins)),
    copied: false,
    chosenBy: fieldsOf(values.map(({ chosenBy }) => chosenBy)),
    personal: values.reduce<readonly string[]>((all, { personal }) => union(all, personal), []),
  };
}

/** A test on values: it tells something about them, and holds nothing of them. */
export function told(values: readonly Value[], shape: Shape, missing = false): Value {
  const about = values.flatMap(({ origins, chosenBy }) => [origins, chosenBy]);
  return { ...plain(shape, missing), chosenBy: fieldsOf(about) };
}

/** The same content with another shape. */
export function reshaped(value: Value, shape: Shape, missing = value.missing): Value {
  const { members: _members, item: _item, entries: _entries, options: _options, ...rest } = value;
  return { ...rest, shape, set: noShapes, missing };
}

/** All of them, each once. */
export function fieldsOf(lists: readonly (readonly Field[])[]): readonly Field[] {
  const [only, ...more] = lists.filter((list) => list.length > 0);
  if (more.length === 0) return only ?? [];
  const found = new Map<string, Field>();
  for (const field of lists.flat()) found.set(`${field.schema} ${field.path}`, field);
  return [...found.values()];
}

export function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  return left.length === 0 ? right : [...new Set([...left, ...right])];
}

export function isText(value: string | undefined): value is string {
  return value !== undefined;
}
