import { createHash } from "node:crypto";
import type { PlanSchema, PlanType } from "../plan/plan.ts";
import { bodiesOf, branchesOf, type InnerPlan, resultOf } from "../plan/planned-step.ts";
import type { PlanStep } from "../plan/step.ts";
import { textLiteral } from "../spelling/literal.ts";
import type { Layout } from "./layout/document.ts";
import { array, object } from "./layout/syntax.ts";
import type { Symbols } from "./symbols.ts";

/**
 * The steps by which a new build is compared with the one that began a run (`GraphStep` of the engine port): in the order of the
 * program, those within an `each` or a `parallel` under its name, each with a text that is another when what it makes is of
 * another type, and one that is another when it stands elsewhere or another condition or list decides about it.
 */
export function graphLayout(steps: readonly PlanStep[], symbols: Symbols): Layout {
  return array(entries(steps, { prefix: "", decided: [] }, symbols));
}

/** Where steps stand: the prefix of their names, and what was decided on the way to them, outermost first. */
interface Place {
  readonly prefix: string;
  readonly decided: readonly string[];
}

function entries(steps: readonly PlanStep[], place: Place, symbols: Symbols): Layout[] {
  return steps.flatMap((step) => {
    const name = `${place.prefix}${step.name}`;
    const decided = step.when ? [...place.decided, step.when.code] : place.decided;
    const inner = (list: InnerPlan, prefix: string) =>
      entries(list.steps, { prefix, decided: [...decided, step.name, list.decided] }, symbols);
    const own = object([
      { key: "name", value: textLiteral(name) },
      { key: "kind", value: textLiteral(step.kind) },
      { key: "output", value: textLiteral(outputOf(resultOf(step), symbols)) },
      ...(decided.length === 0
        ? []
        : [{ key: "decided", value: textLiteral(digestOf(JSON.stringify(decided))) }]),
    ]);
    const within = bodiesOf(step).flatMap((list) => inner(list, `${name}.`));
    const after = branchesOf(step).flatMap((list) => inner(list, place.prefix));
    return [own, ...within, ...after];
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
