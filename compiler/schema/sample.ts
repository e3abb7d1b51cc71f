import type { Data } from "./data.ts";
import { setOwn } from "./data.ts";
import { sampleText } from "./sample-text.ts";
import type { ListShape, NumberShape, ObjectShape, Shape, ShapeSet } from "./shape.ts";

/** Deeper than this a list is empty and what is optional is left out: a schema may contain itself. */
const deepest = 8;

/**
 * An example that is valid for a schema, always the same: what a simulated system answers. The schema's own examples and defaults
 * come first. Patterns are followed where they are simple; rules that no type shows (`not`, `if`) may ask for more than it knows.
 */
export function sampleOf(set: ShapeSet): Data {
  const example = exampleIn(set.schema);
  if (example !== undefined) return example;
  const root = set.shapes[set.root];
  return root ? sampleShape(root, { set, name: set.root, depth: 0 }) : null;
}

interface Place {
  readonly set: ShapeSet;
  readonly name: string;
  readonly depth: number;
}

/** `examples` or `default` of the whole. */
function exampleIn(schema: unknown): Data | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  if ("examples" in schema && Array.isArray(schema.examples) && schema.examples.length > 0)
    return schema.examples[0] as Data; // JSON, read from a schema
  return "default" in schema ? (schema.default as Data) : undefined; // JSON, read from a schema
}

function sampleShape(shape: Shape, place: Place): Data {
  switch (shape.kind) {
    case "text":
      return shape.values?.[0] ?? sampleText(shape, place.name);
    case "integer":
    case "number":
      return sampleNumber(shape);
    case "decimal":
      return shape.wire === "number" ? 19.9 : "19.90";
    case "money":
      return { amount: "19.90", currency: shape.currency ?? "EUR" };
    case "instant":
      return "2026-01-15T09:30:00Z";
    case "boolean":
      return shape.value ?? true;
    case "null":
      return null;
    case "any":
      return {};
    case "reference":
      return sampleShape(place.set.shapes[shape.name] ?? { kind: "any" }, {
        ...place,
        name: shape.name,
        depth: place.depth + 1,
      });
    case "union":
      return sampleShape(choice(shape.options, place), place);
    case "list":
      return sampleList(shape, place);
    case "object":
      break;
  }
  return sampleObject(shape, place);
}

/** The first option that is not null; deep inside, null where it may be. */
function choice(options: readonly Shape[], { depth }: Place): Shape {
  const empty = options.find(({ kind }) => kind === "null");
  const full = options.find(({ kind }) => kind !== "null");
  return (depth > deepest ? (empty ?? full) : (full ?? empty)) ?? { kind: "any" };
}

function sampleNumber({ kind, minimum, maximum, values }: NumberShape): number {
  const [first] = values ?? [];
  if (first !== undefined) return first;
  const wanted = Math.min(
    Math.max(1, minimum === undefined ? 1 : minimum + (kind === "integer" ? 1 : 0)),
    maximum ?? Number.MAX_SAFE_INTEGER,
  );
  return kind === "integer" ? Math.ceil(wanted) : wanted;
}

function sampleList({ items, minItems = 0 }: ListShape, place: Place): Data {
  const count = Math.max(minItems, place.depth > deepest ? 0 : 1);
  const inner = { ...place, depth: place.depth + 1 };
  return Array.from({ length: Math.min(count, 100) }, () => sampleShape(items, inner));
}

function sampleObject({ properties, additional }: ObjectShape, place: Place): Data {
  const result: { [name: string]: Data } = {};
  for (const { name, required, shape } of properties) {
    if (!required && (place.depth > 3 || containsItself(shape, place))) continue;
    setOwn(result, name, sampleShape(shape, { ...place, name, depth: place.depth + 1 }));
  }
  return typeof additional === "object" &&
    properties.length === 0 &&
    additional.kind !== "any" &&
    place.depth <= 3
    ? { example: sampleShape(additional, { ...place, name: "example", depth: place.depth + 1 }) }
    : result;
}

/** An optional property that leads on into further objects by name is left out once it is deep enough to be a circle. */
function containsItself(shape: Shape, { depth }: Place): boolean {
  return depth > 2 && shape.kind === "reference";
}
