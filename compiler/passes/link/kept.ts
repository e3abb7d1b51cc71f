import type { SpecDocument } from "../../kinds/document.ts";
import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { ShapeSet } from "../../schema/shape.ts";

/**
 * What link makes of a document or a schema is the same object as in the compilation before where nothing about it has changed
 * and an estate is watched: by that, later passes know what they need not do again.
 */
export function keptModel(model: Model): Model {
  return {
    ...model,
    contracts: kept(model.contracts),
    systems: kept(model.systems),
    mappings: kept(model.mappings),
    functions: kept(model.functions),
    crosswalks: kept(model.crosswalks),
  };
}

const linkedBefore = new WeakMap<SpecDocument<object>, object>();

function kept<Linked extends { readonly document: SpecDocument<object> }>(
  now: ReadonlyMap<string, Linked>,
): ReadonlyMap<string, Linked> {
  return new Map(
    [...now].map(([name, linked]) => {
      const before = linkedBefore.get(linked.document) as Linked | undefined; // a document of a kind is linked as that kind
      if (before && isSame(before, linked, deepest)) return [name, before];
      linkedBefore.set(linked.document, linked);
      return [name, linked];
    }),
  );
}

const schemasBefore = new WeakMap<ShapeSet, PlanSchema>();

export function keptSchema(now: PlanSchema): PlanSchema {
  const before = schemasBefore.get(now.set);
  if (before && isSame(before, now, deepest)) return before;
  schemasBefore.set(now.set, now);
  return now;
}

/** A system has operations, these responses, these schemas. What lies deeper is the same object, or counts as changed. */
const deepest = 6;

function isSame(before: unknown, now: unknown, depth: number): boolean {
  if (Object.is(before, now)) return true;
  if (depth === 0 || typeof before !== "object" || typeof now !== "object" || !before || !now) return false;
  if (before instanceof Map)
    return (
      now instanceof Map &&
      before.size === now.size &&
      [...before].every(([key, value]) => now.has(key) && isSame(value, now.get(key), depth - 1))
    );
  const names = Object.keys(before);
  return (
    Array.isArray(before) === Array.isArray(now) &&
    names.length === Object.keys(now).length &&
    names.every(
      (name) =>
        Object.hasOwn(now, name) &&
        isSame(before[name as keyof typeof before], now[name as keyof typeof now], depth - 1), // both have it
    )
  );
}
