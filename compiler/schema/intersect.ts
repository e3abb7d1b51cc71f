import type { ListShape, MoneyShape, NumberShape, ObjectShape, Property, Shape, TextShape } from "./shape.ts";
import { unite } from "./unite.ts";

/** Finds the shape behind a name; undefined where it is still being read. */
export type Lookup = (name: string) => Shape | undefined;

/** The shapes contradict each other (nothing is valid), or one of them is still being read. */
export type Impossible = "contradiction" | "unfinished";

/** What is valid for both (`allOf`, or keywords beside a `$ref`). What `left` says about the shape comes first. */
export function intersect(left: Shape, right: Shape, lookup: Lookup): Shape | Impossible {
  if (right.kind === "any") return withNotes(left, right);
  if (left.kind === "any") return withNotes(right, left, left);
  if (left.kind === "reference" && right.kind === "reference" && left.name === right.name) return left;
  if (left.kind === "reference") return followed(left.name, right, lookup, left);
  if (right.kind === "reference") {
    const target = lookup(right.name);
    return target ? intersect(left, target, lookup) : "unfinished";
  }
  if (left.kind === "union")
    return distributed(left.options, (option) => intersect(option, right, lookup), left);
  if (right.kind === "union")
    return distributed(right.options, (option) => intersect(left, option, lookup), left);
  return same(left, right, lookup);
}

function followed(name: string, other: Shape, lookup: Lookup, notes: Shape): Shape | Impossible {
  const target = lookup(name);
  if (!target) return "unfinished";
  const both = intersect(target, other, lookup);
  return typeof both === "string" ? both : withNotes(both, notes, notes);
}

function distributed(
  options: readonly Shape[],
  pair: (option: Shape) => Shape | Impossible,
  notes: Shape,
): Shape | Impossible {
  const pairs = options.map(pair);
  if (pairs.includes("unfinished")) return "unfinished";
  const possible = pairs.filter((each): each is Shape => typeof each !== "string");
  return possible.length > 0 ? withNotes(unite(possible), notes) : "contradiction";
}

function same(left: Shape, right: Shape, lookup: Lookup): Shape | Impossible {
  if (left.kind === "object" && right.kind === "object") return objects(left, right, lookup);
  if (left.kind === "list" && right.kind === "list") return lists(left, right, lookup);
  if (left.kind === "text" && right.kind === "text") return texts(left, right);
  if (isNumber(left) && isNumber(right)) return numbers(left, right);
  if (left.kind === "money" && right.kind === "object") return moneyOf(left, right);
  if (left.kind === "object" && right.kind === "money") return moneyOf(right, left);
  if (left.kind === "boolean" && right.kind === "boolean") {
    const value = left.value ?? right.value;
    return left.value !== undefined && right.value !== undefined && left.value !== right.value
      ? "contradiction"
      : { ...right, ...left, ...(value !== undefined && { value }) };
  }
  // An amount that one side only knows as text or number, an instant that one side only knows as text.
  if (left.kind === "decimal" && fitsDecimal(right)) return left;
  if (right.kind === "decimal" && fitsDecimal(left)) return withNotes(right, left, left);
  if (left.kind === "instant" && right.kind === "text") return left;
  if (right.kind === "instant" && left.kind === "text") return withNotes(right, left, left);
  return left.kind === right.kind ? withNotes(left, right) : "contradiction";
}

function fitsDecimal(shape: Shape): boolean {
  return shape.kind === "text" || isNumber(shape) || shape.kind === "decimal";
}

function isNumber(shape: Shape): shape is NumberShape {
  return shape.kind === "integer" || shape.kind === "number";
}

function objects(left: ObjectShape, right: ObjectShape, lookup: Lookup): Shape | Impossible {
  const names = [...new Set([...left.properties, ...right.properties].map((property) => property.name))];
  const properties: Property[] = [];
  for (const name of names) {
    const one = left.properties.find((property) => property.name === name);
    const other = right.properties.find((property) => property.name === name);
    const required = (one?.required ?? false) || (other?.required ?? false);
    const shape = intersectAll([one?.shape ?? left.additional, other?.shape ?? right.additional], lookup);
    if (shape === "unfinished") return shape;
    if (shape === "contradiction") {
      if (required) return shape;
      continue; // it may not be there at all
    }
    properties.push({ name, required, shape });
  }
  const additional =
    left.additional === false || right.additional === false
      ? false
      : intersectAll([left.additional, right.additional], lookup);
  if (additional === "unfinished") return additional;
  // What anything may stand beside is simply open.
  const isOpen = typeof additional === "object" && additional.kind === "any" && properties.length > 0;
  const { description, personal, unit, span } = withNotes(right, left, left);
  return {
    kind: "object",
    properties,
    ...(!isOpen && { additional: additional === "contradiction" ? false : additional }),
    ...(description !== undefined && { description }),
    ...(personal !== undefined && { personal }),
    ...(unit !== undefined && { unit }),
    ...(span && { span }),
  };
}

function intersectAll(shapes: readonly (Shape | false | undefined)[], lookup: Lookup): Shape | Impossible {
  let all: Shape = { kind: "any" };
  for (const shape of shapes) {
    if (shape === undefined) continue;
    const next: Shape | Impossible = shape === false ? "contradiction" : intersect(all, shape, lookup);
    if (typeof next === "string") return next;
    all = next;
  }
  return all;
}

function lists(left: ListShape, right: ListShape, lookup: Lookup): Shape | Impossible {
  const items = intersect(left.items, right.items, lookup);
  if (typeof items === "string") return items;
  return {
    ...right,
    ...left,
    items,
    ...narrowed(left, right, "minItems", Math.max),
    ...narrowed(left, right, "maxItems", Math.min),
  };
}

function texts(left: TextShape, right: TextShape): Shape | Impossible {
  const values =
    left.values && right.values
      ? left.values.filter((value) => right.values?.includes(value))
      : (left.values ?? right.values);
  if (values?.length === 0) return "contradiction";
  return {
    ...right,
    ...left,
    ...(values && { values }),
    ...narrowed(left, right, "minLength", Math.max),
    ...narrowed(left, right, "maxLength", Math.min),
  };
}

function numbers(left: NumberShape, right: NumberShape): Shape | Impossible {
  const values =
    left.values && right.values
      ? left.values.filter((value) => right.values?.includes(value))
      : (left.values ?? right.values);
  if (values?.length === 0) return "contradiction";
  const kind = left.kind === "integer" || right.kind === "integer" ? "integer" : "number";
  return {
    ...right,
    ...left,
    kind,
    ...(values && { values }),
    ...narrowed(left, right, "minimum", Math.max),
    ...narrowed(left, right, "maximum", Math.min),
  };
}

/** Money whose currency an object beside it fixes: `{ $ref: waybill:money, properties: { currency: { const: EUR } } }`. */
function moneyOf(money: MoneyShape, object: ObjectShape): Shape | Impossible {
  if (object.properties.some(({ name, required }) => required && name !== "amount" && name !== "currency"))
    return "contradiction";
  const currency = object.properties.find(({ name }) => name === "currency")?.shape;
  const [fixed, ...others] = currency?.kind === "text" ? (currency.values ?? []) : [];
  if (fixed === undefined || others.length > 0) return money;
  return money.currency !== undefined && money.currency !== fixed
    ? "contradiction"
    : { ...money, currency: fixed };
}

function narrowed<Key extends string>(
  left: { readonly [key in Key]?: number },
  right: { readonly [key in Key]?: number },
  key: Key,
  pick: (a: number, b: number) => number,
): { [key in Key]?: number } {
  const one = left[key];
  const other = right[key];
  // One computed key of the literal union `Key`.
  return one !== undefined && other !== undefined
    ? ({ [key]: pick(one, other) } as { [key in Key]?: number })
    : {};
}

/** The shape with what others say about it, the first that says it. */
function withNotes(shape: Shape, ...others: readonly Shape[]): Shape {
  const [first, ...rest] = others.length > 1 ? [others[0], shape] : [shape, others[0]];
  const description = first?.description ?? rest[0]?.description;
  const personal = first?.personal ?? rest[0]?.personal;
  const unit = first?.unit ?? rest[0]?.unit;
  return {
    ...shape,
    ...(description !== undefined && { description }),
    ...(personal !== undefined && { personal }),
    ...(unit !== undefined && { unit }),
  };
}
