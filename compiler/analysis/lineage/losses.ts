import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape, ShapeSet } from "../../schema/shape.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import { withoutNull } from "../../values/target.ts";
import { flowsOf, type Give, type UnitFlow } from "../flow/index.ts";
import { type Part, partsOf } from "../flow/parts.ts";
import { amountOf, isAmount, longest, placesOf } from "../flow/shapes.ts";
import { type Field, schemaKey } from "../flow/value.ts";
import { edgesOf } from "./edges.ts";
import { isRelated, touches } from "./graph.ts";
import { declarationOf, fieldName } from "./names.ts";

/** Something of a source that its target does not hold, or a field of the target that nobody fills. */
export interface Loss {
  readonly kind: "left behind" | "cut" | "rounded" | "merged" | "date only" | "not filled";
  /** `shopify.ordersCreate.note`. */
  readonly field: string;
  /** The field itself. */
  readonly of?: Field;
  readonly says: string;
  /** Where the spec says it; what is nowhere said has no place. */
  readonly node?: YamlNode;
  /** The fields that it was made from, where a mapping earlier on the way made it. */
  readonly madeFrom?: readonly string[];
}

export interface LossReport {
  readonly mapping: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Fields of the sources, and how many of them come through unchanged. */
  readonly fields: number;
  readonly kept: number;
  readonly losses: readonly Loss[];
}

/** What a mapping loses, field by field. Undefined where there is none of this name, or it has an error. */
export function lossesOfMapping(name: string, model: Model): LossReport | undefined {
  const mapping = model.mappings.get(name);
  const flow = flowsOf(model).find(({ unit }) => unit === `mapping ${name}`);
  if (!mapping || !flow) return undefined;
  const sources = mapping.from.flatMap(({ schema }) => leavesOf(schema));
  const read = edgesOf(flow).flatMap(({ from, how }) => from.map((field) => ({ field, how })));
  const filled = edgesOf(flow).map(({ to }) => to);
  const parts = partsOf(model).filter(({ unit }) => unit === flow.unit);
  const left = sources.filter((field) => !read.some((one) => touches(one.field, field, one.how)));
  const narrowed = [
    ...parts.flatMap((part) => narrowedBy(part, model)),
    ...flow.gives.flatMap((give) => mergedBy(give, flow, model)),
  ];
  const empty = leavesOf(mapping.to).filter((field) => !filled.some((one) => isRelated(one, field)));
  const touched = new Set(narrowed.map(({ field }) => field));
  return {
    mapping: name,
    from: mapping.from.map(({ schema }) => fieldName({ schema: schemaKey(schema), path: "" }, model)),
    to: fieldName({ schema: schemaKey(mapping.to), path: "" }, model),
    fields: sources.length,
    kept: sources.filter((field) => !left.includes(field) && !touched.has(fieldName(field, model))).length,
    losses: [
      ...left.map(
        (field): Loss => ({
          kind: "left behind",
          field: fieldName(field, model),
          of: field,
          says: "nothing reads it",
        }),
      ),
      ...narrowed,
      ...empty.map(
        (field): Loss => ({ kind: "not filled", field: fieldName(field, model), says: "nothing gives it" }),
      ),
    ],
  };
}

/** The mappings that a route runs, and those of the capabilities that it calls, in the order in which it names them. */
export function mappingsOfRoute(name: string, model: Model): readonly string[] {
  const route = model.routes.get(name);
  const found: string[] = [];
  const visit = (node: YamlNode): void => {
    if (node.type === "list") for (const item of node.items) visit(item);
    if (node.type !== "map") return;
    for (const { key, value } of node.entries) {
      if (value.type !== "scalar") visit(value);
      else if (key.text === "map") found.push(value.text);
      else if (key.text === "call") found.push(...ofCapability(value.text, model));
    }
  };
  const steps = route && entryOf(entryOf(route.node, "spec")?.value, "steps")?.value;
  if (steps) visit(steps);
  return [...new Set(found)];
}

function ofCapability(reference: string, model: Model): readonly string[] {
  const dot = reference.lastIndexOf(".");
  const capability = model.capabilities.get(reference.slice(0, dot));
  return Object.values(capability?.spec.providers ?? {}).flatMap((provider) => {
    const done = provider[reference.slice(dot + 1)];
    const own = [done?.in, done?.out].filter((each) => each !== undefined);
    return done?.route === undefined ? own : [...own, ...mappingsOfRoute(done.route, model)];
  });
}

function narrowedBy({ value, shape, give }: Part, model: Model): readonly Loss[] {
  const [origin, ...others] = value.origins;
  if (!origin || others.length > 0) return [];
  const declared = declarationOf(origin, model).shape;
  const own = declared && withoutNull(declared, { root: "", shapes: {}, schema: true }).shape;
  if (!own) return [];
  const says =
    narrowing(own, value.shape) ??
    (shape.kind === "text" && isTime(own) && shape.format === "date" ? dateOnly : undefined);
  return says ? [{ ...says, field: fieldName(origin, model), of: origin, node: give.node }] : [];
}

const dateOnly = { kind: "date only", says: "the time of day is dropped" } as const;

function isTime(shape: Shape): boolean {
  return shape.kind === "instant" || (shape.kind === "text" && shape.format === "date-time");
}

/** What a value holds less than the field that it is made from. */
function narrowing(from: Shape, to: Shape): Pick<Loss, "kind" | "says"> | undefined {
  if (isTime(from) && to.kind === "text" && to.format === "date") return dateOnly;
  if (from.kind === "text" && to.kind === "text" && !from.values) {
    const [had, has] = [longest(from) ?? Infinity, longest(to)];
    if (has !== undefined && has < had)
      return {
        kind: "cut",
        says: `at most ${has} characters of ${had === Infinity ? "any number" : `up to ${had}`}`,
      };
  }
  if (isAmount(to) && (isAmount(from) || from.kind === "text")) {
    const [had, has] = [placesOf(amountOf(from)) ?? Infinity, placesOf(to)];
    if (has !== undefined && has < had)
      return {
        kind: "rounded",
        says: `${has} decimal places of ${had === Infinity ? "any number" : `up to ${had}`}`,
      };
  }
  return undefined;
}

/** Values of a match that become the same one cannot be told apart any more. */
function mergedBy({ match, value, node }: Give, _flow: UnitFlow, model: Model): readonly Loss[] {
  if (!match) return [];
  const groups = Map.groupBy(
    match.cases.filter(({ key, gives }) => key !== "" && gives !== undefined),
    ({ gives }) => gives ?? "",
  );
  const [about] = value.chosenBy;
  return [...groups]
    .filter(([, cases]) => cases.length > 1)
    .map(([gives, cases]) => ({
      kind: "merged",
      field: about ? fieldName(about, model) : "",
      ...(about && { of: about }),
      says: `${cases.map(({ key }) => key).join(", ")} all become ${gives}`,
      node,
    }));
}

/** Every field that holds a value of its own. */
export function leavesOf(schema: PlanSchema): readonly Field[] {
  const found: Field[] = [];
  walk({ kind: "reference", name: schema.set.root }, schema.set, [], [], (path) =>
    found.push({ schema: schemaKey(schema), path: path.join(".") }),
  );
  return found;
}

function walk(
  declared: Shape,
  set: ShapeSet,
  path: readonly string[],
  within: readonly string[],
  visit: (path: readonly string[]) => void,
): void {
  if (declared.kind === "reference" && within.includes(declared.name)) return;
  const inside = declared.kind === "reference" ? [...within, declared.name] : within;
  const { shape } = withoutNull(declared, set);
  if (shape.kind === "list") walk(shape.items, set, path, inside, visit);
  else if (shape.kind === "object" && shape.properties.length > 0)
    for (const property of shape.properties)
      walk(property.shape, set, [...path, property.name], inside, visit);
  else visit(path);
}
