import type { Shape, ShapeSet } from "../schema/shape.ts";

/** What a schema may say of a text or a number. */
export type Limit = "maxLength" | "places" | "minimum" | "maximum";

type Counts = Map<Limit, { with: number; without: number }>;

const known = new WeakMap<ShapeSet, ReadonlySet<Limit>>();

/** The limits that a schema states of most of its fields: whoever wrote it looked at them, so that one without has none. */
export function statedLimits(set: ShapeSet): ReadonlySet<Limit> {
  const before = known.get(set);
  if (before) return before;
  const counts: Counts = new Map();
  for (const shape of Object.values(set.shapes)) collect(shape, counts);
  const found = new Set(
    [...counts].flatMap(([limit, count]) => (count.with >= count.without ? [limit] : [])),
  );
  known.set(set, found);
  return found;
}

function collect(shape: Shape, counts: Counts): void {
  if (shape.kind === "object") for (const property of shape.properties) collect(property.shape, counts);
  if (shape.kind === "list") collect(shape.items, counts);
  if (shape.kind === "union") for (const option of shape.options) collect(option, counts);
  // What has few values, or a format, is limited by that.
  if (shape.kind === "text" && !shape.values && shape.format === undefined && shape.pattern === undefined)
    note("maxLength", shape.maxLength !== undefined, counts);
  if (shape.kind !== "decimal" && shape.kind !== "number" && shape.kind !== "integer") return;
  if (shape.kind !== "integer") note("places", shape.places !== undefined, counts);
  note("minimum", shape.minimum !== undefined, counts);
  note("maximum", shape.maximum !== undefined, counts);
}

function note(limit: Limit, stated: boolean, counts: Counts): void {
  const count = counts.get(limit) ?? { with: 0, without: 0 };
  count[stated ? "with" : "without"] += 1;
  counts.set(limit, count);
}
