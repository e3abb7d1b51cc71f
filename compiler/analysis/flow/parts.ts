import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape } from "../../schema/shape.ts";
import { expand } from "../lineage/edges.ts";
import { flowsOf, type Give, type UnitFlow } from "./index.ts";
import { noted, type Value } from "./value.ts";

/** One field of a target with what it is given: an object that is given whole gives each of its fields. */
export interface Part {
  readonly unit: string;
  readonly give: Give;
  readonly schema: PlanSchema;
  readonly path: string;
  /** What the target says of the field. */
  readonly shape: Shape;
  readonly value: Value;
  /** The expression gives this field, and not something that it is in. */
  readonly whole: boolean;
}

const known = new WeakMap<UnitFlow, readonly Part[]>();

/** Every field that a value is given to, all over the estate. Constants were read against their targets already. */
export function partsOf(model: Model): readonly Part[] {
  return flowsOf(model).flatMap((flow) => {
    const parts = known.get(flow) ?? flow.gives.flatMap((give) => partsOfGive(give, flow.unit));
    known.set(flow, parts);
    return parts;
  });
}

function partsOfGive(give: Give, unit: string): readonly Part[] {
  const { to, value, how } = give;
  if (how !== "value" && how !== "list") return [];
  const parts: Part[] = [];
  const shape = noted(to.shape, to.declared, to.schema.set);
  const add = (path: string, part: Value, wanted: Shape) =>
    parts.push({ unit, give, schema: to.schema, path, shape: wanted, value: part, whole: path === to.path });
  // What holds for a list as a whole is asked of it before its items.
  if (shape.kind === "list" && value.shape.kind === "list") add(to.path, value, shape);
  expand({ shape, schema: to.schema, path: to.path }, value, 0, (path, part, wanted) => {
    if (wanted.kind !== "list") add(path, part, wanted);
  });
  return parts;
}

/** "field `note` of `order@2`", as messages call a target. */
export function partLabel({ schema, path }: Pick<Part, "schema" | "path">): string {
  return path === "" ? `\`${schema.label}\`` : `field \`${path}\` of \`${schema.label}\``;
}

/** "`source.note`", or, where an object is given whole, "`note` in `source`". */
export function valueLabel({ give, whole, path }: Part): string {
  const text = give.node.type === "scalar" ? shortened(give.node.text.replace(/^=\s*/, "")) : "the value";
  if (whole) return `\`${text}\``;
  const inside = path.slice(give.to.path === "" ? 0 : give.to.path.length + 1);
  return inside === "" ? `an item of \`${text}\`` : `\`${inside}\` in \`${text}\``;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
