import { createHash } from "node:crypto";
import type { Plan, PlanSchema, PlanType } from "../plan/plan.ts";
import { bodiesOf, branchesOf, type InnerPlan, resultOf } from "../plan/planned-step.ts";
import type { PlanStep } from "../plan/step.ts";
import { propertyKey, textLiteral } from "../spelling/literal.ts";
import type { Layout } from "./layout/document.ts";
import { array, object, type PropertyLayout } from "./layout/syntax.ts";
import type { Symbols } from "./symbols.ts";

/**
 * The steps by which a new build is compared with the one that began a run (`GraphStep` of the engine port): in the order of the
 * program, those within an `each` or a `parallel` under its name, each with a text that is another when what it makes is of
 * another type, and one that is another when it stands elsewhere or another condition or list decides about it.
 */
export function graphLayout(steps: readonly PlanStep[], symbols: Symbols, plan: Plan): Layout {
  return array(entries(steps, { prefix: "", decided: [], inside: [] }, { symbols, plan }));
}

interface Context {
  readonly symbols: Symbols;
  readonly plan: Plan;
}

/**
 * Where steps stand: the prefix of their names, what was decided on the way to them, and the capabilities' operations that their
 * route provides, outermost first.
 */
interface Place {
  readonly prefix: string;
  readonly decided: readonly string[];
  readonly inside: readonly string[];
}

function entries(steps: readonly PlanStep[], place: Place, context: Context): Layout[] {
  return steps.flatMap((step) => {
    const name = `${place.prefix}${step.name}`;
    const decided = step.when ? [...place.decided, step.when.code] : place.decided;
    const inner = (list: InnerPlan, prefix: string) =>
      entries(list.steps, { ...place, prefix, decided: [...decided, step.name, list.decided] }, context);
    const provided = providedBy(step, place, context);
    const own = object([
      { key: "name", value: textLiteral(name) },
      { key: "kind", value: textLiteral(step.kind) },
      { key: "output", value: textLiteral(outputOf(resultOf(step), context.symbols)) },
      ...(decided.length === 0
        ? []
        : [{ key: "decided", value: textLiteral(digestOf(JSON.stringify(decided))) }]),
      ...(provided.length === 0 ? [] : [{ key: "provided", value: object(provided) }]),
    ]);
    const within = bodiesOf(step).flatMap((list) => inner(list, `${name}.`));
    const after = branchesOf(step).flatMap((list) => inner(list, place.prefix));
    return [own, ...within, ...after];
  });
}

/** The steps of the routes that may do this call, by their provider. One that comes back to what it provides ends nowhere. */
function providedBy(step: PlanStep, { inside }: Place, context: Context): PropertyLayout[] {
  if (step.kind !== "call" || step.target.kind !== "capability") return [];
  const { capability: name, operation } = step.target;
  const doing = `${name}.${operation}`;
  const capability = context.plan.capabilities.find((one) => one.name === name);
  if (capability === undefined || inside.includes(doing)) return [];
  return capability.providers.flatMap((provider) => {
    const by = provider.operations.find((one) => one.operation === operation)?.route;
    const route = context.plan.routes.find((one) => one.name === by);
    if (route === undefined) return [];
    const place: Place = { prefix: "", decided: [], inside: [...inside, doing] };
    return [{ key: propertyKey(provider.name), value: array(entries(route.steps, place, context)) }];
  });
}

/** A word, or a type's name and the digest of its shape. */
function outputOf(result: PlanType | string | undefined, symbols: Symbols): string {
  if (typeof result === "string") return result;
  const schema = result && symbols.schemaOf(result);
  return schema ? `${schema.label} ${shapeOf(schema)}` : "";
}

const shapes = new WeakMap<PlanSchema, string>();

function shapeOf(schema: PlanSchema): string {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  // Where something stands and how it is described is no part of its type.
  const text = JSON.stringify(schema.set, (key, value: unknown) =>
    key === "span" || key === "description" ? undefined : value,
  );
  const digest = digestOf(text);
  shapes.set(schema, digest);
  return digest;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
