import type { Model } from "../model/model.ts";
import type { PlanSchema } from "../plan/plan.ts";
import type { TextShape } from "../schema/shape.ts";
import type { YamlNode } from "../source/node.ts";
import { flowsOf } from "./flow/index.ts";
import { partsOf } from "./flow/parts.ts";
import { optionsOf, schemaKey, type Value } from "./flow/value.ts";

/** A place that gives a field one of some values. */
export interface Giving {
  /** `mapping shopify-order-to-order`. */
  readonly unit: string;
  readonly node: YamlNode;
  /** Undefined where it may be any that the field takes. */
  readonly values: readonly string[] | undefined;
}

/** A field of few values, and all that gives it one. */
export interface Given {
  readonly schema: PlanSchema;
  readonly path: string;
  readonly shape: TextShape & { readonly values: readonly string[] };
  readonly by: readonly Giving[];
}

const known = new WeakMap<Model, readonly Given[]>();

/** Every field with an `enum` that something of the estate gives. What a schema's own sender gives is not among them. */
export function givenValues(model: Model): readonly Given[] {
  const before = known.get(model);
  if (before) return before;
  const found = new Map<string, Given & { readonly by: Giving[] }>();
  const note = (at: Omit<Given, "by">, giving: Giving) => {
    const key = `${schemaKey(at.schema)} ${at.path}`;
    const one = found.get(key) ?? { ...at, by: [] };
    found.set(key, one);
    one.by.push(giving);
  };
  for (const { unit, gives } of flowsOf(model)) {
    for (const { to, node, constant } of gives)
      if (constant && hasValues(to.shape))
        note(
          { schema: to.schema, path: to.path, shape: to.shape },
          { unit, node, values: [String(constant.json)] },
        );
  }
  for (const { unit, give, schema, path, shape, value } of partsOf(model))
    if (hasValues(shape)) note({ schema, path, shape }, { unit, node: give.node, values: valuesOf(value) });
  const all = [...found.values()];
  known.set(model, all);
  return all;
}

function hasValues(shape: { readonly kind: string }): shape is Given["shape"] {
  return shape.kind === "text" && "values" in shape && Array.isArray(shape.values);
}

/** The texts that a value may be; undefined where nothing limits them. */
export function valuesOf(value: Value): readonly string[] | undefined {
  const all = optionsOf(value).map(({ shape }) =>
    shape.kind === "text" ? shape.values : shape.kind === "null" ? [] : undefined,
  );
  return all.every((values) => values !== undefined) ? [...new Set(all.flat())] : undefined;
}
