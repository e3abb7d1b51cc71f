import type { Model } from "../../model/model.ts";
import type { Field } from "../flow/value.ts";
import type { Edge } from "./edges.ts";
import { type Lineage, lineageOf, through } from "./graph.ts";

export type Direction = "backward" | "forward";

/** A field on the way from or to another, with the edge that leads to it; the field asked for has none. */
export interface Hop {
  readonly field: Field;
  readonly edge?: Edge;
  readonly hops: readonly Hop[];
  /** What comes after it stands at its first occurrence. */
  readonly seen?: true;
}

/** All that a field is made from, or all that is made of it, hop by hop. */
export function traceField(field: Field, direction: Direction, model: Model): Hop {
  const lineage = lineageOf(model);
  const seen = new Set([keyOf(field)]);
  return { field, hops: next(field, direction, lineage, seen) };
}

function next(field: Field, direction: Direction, lineage: Lineage, seen: Set<string>): readonly Hop[] {
  const edges = direction === "backward" ? lineage.to(field) : lineage.from(field);
  return edges.flatMap((edge): readonly Hop[] => {
    const ends = through(edge, field, direction);
    if (ends.length === 0) return [{ field, edge, hops: [] }];
    return ends.map((end) => {
      const key = keyOf(end);
      if (seen.has(key)) return { field: end, edge, hops: [], seen: true as const };
      seen.add(key);
      return { field: end, edge, hops: next(end, direction, lineage, seen) };
    });
  });
}

export function keyOf({ schema, path }: Field): string {
  return `${schema} ${path}`;
}

/** Each hop of a trace, the first one included. */
export function everyHop(hop: Hop): readonly Hop[] {
  return [hop, ...hop.hops.flatMap(everyHop)];
}
