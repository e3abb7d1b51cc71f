import type { GivenTo } from "../../expressions/check.ts";
import type { ListShape, ObjectShape, Shape } from "../../schema/shape.ts";
import type { YamlNode } from "../../source/node.ts";
import { withoutNull } from "../../values/target.ts";
import type { Give, UnitFlow } from "../flow/index.ts";
import { type Field, itemOf, memberOf, noted, schemaKey, type Value } from "../flow/value.ts";

/**
 * One field made from others, in one place of the spec. `copied`: it is their content itself; `made`: computed from it;
 * `looked up`: another system's word for it; `chosen`: they only decide which value it gets; `function`: a Function's output,
 * which may hold anything of its input; `constant`: made from no field.
 */
export interface Edge {
  readonly how: "copied" | "made" | "looked up" | "chosen" | "function" | "constant";
  readonly from: readonly Field[];
  readonly to: Field;
  /** The unit that says it: `mapping shopify-order-to-order`. */
  readonly unit: string;
  /** Where it says it; a Function's has none but its document. */
  readonly node?: YamlNode;
  /** It has been said that what it holds is personal no longer. */
  readonly declassified?: true;
}

const known = new WeakMap<UnitFlow, readonly Edge[]>();

/** The edges of a unit, computed once for what flows in it. */
export function edgesOf(flow: UnitFlow): readonly Edge[] {
  const before = known.get(flow);
  if (before) return before;
  const edges = flow.gives.flatMap((give) => edgesOfGive(give, flow.unit));
  known.set(flow, edges);
  return edges;
}

function edgesOfGive(give: Give, unit: string): readonly Edge[] {
  const { to, node, how } = give;
  const field = { schema: schemaKey(to.schema), path: to.path };
  if (how === "constant") return [{ how, from: [], to: field, unit, node }];
  const edges: Edge[] = [];
  expand(
    { shape: noted(to.shape, to.declared, to.schema.set), schema: to.schema, path: to.path },
    give.value,
    0,
    (path, value) => {
      const at = { ...field, path };
      const from = value.origins.filter((origin) => origin.schema !== at.schema || origin.path !== at.path);
      const content = how === "lookup" ? "looked up" : value.copied ? "copied" : "made";
      const declassified = value.declassified && { declassified: true as const };
      if (from.length > 0) edges.push({ how: content, from, to: at, unit, node, ...declassified });
      else if (value.origins.length === 0 && value.chosenBy.length === 0 && how === "value")
        edges.push({ how: "constant", from: [], to: at, unit, node });
      if (value.chosenBy.length > 0) edges.push({ how: "chosen", from: value.chosenBy, to: at, unit, node });
    },
  );
  return edges;
}

type Place = Pick<GivenTo, "shape" | "schema" | "path">;

/** Deeper than anything that is mapped as a whole; bounds schemas that contain themselves. */
const deepest = 8;

/** The fields that a value fills, each with its part: an object that goes somewhere whole fills each of the fields there. */
export function expand(
  place: Place,
  value: Value,
  depth: number,
  visit: (path: string, value: Value, shape: Shape) => void,
): void {
  const { shape, schema, path } = place;
  const within = (declared: Shape, at: string): Place => ({
    shape: noted(withoutNull(declared, schema.set).shape, declared, schema.set),
    schema,
    path: at,
  });
  // The same field of the same schema: passed on, not mapped.
  const passed =
    value.copied && value.origins.some((one) => one.schema === schemaKey(schema) && one.path === path);
  if (passed || depth > deepest) return visit(path, value, shape);
  if (shape.kind === "object" && hasParts(value)) {
    for (const property of (shape satisfies ObjectShape).properties) {
      const part = memberOf(value, property.name);
      if (part.shape.kind !== "null" || part.origins.length > 0)
        expand(within(property.shape, joined(path, property.name)), part, depth + 1, visit);
    }
    return undefined;
  }
  if (shape.kind === "money" && value.members) {
    for (const name of ["amount", "currency"]) {
      const part = memberOf(value, name);
      visit(joined(path, name), part, part.shape);
    }
    return undefined;
  }
  if (shape.kind === "list" && (value.shape.kind === "list" || value.item) && value.origins.length > 0)
    return expand(within((shape satisfies ListShape).items, path), itemOf(value), depth + 1, visit);
  return visit(path, value, shape);
}

function hasParts({ shape, members }: Value): boolean {
  return members !== undefined || (shape.kind === "object" && shape.properties.length > 0);
}

export function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
