import { createHash } from "node:crypto";
import type { RouteStep } from "../kinds/route/steps/plan.ts";
import { bodiesOf, branchesOf, resultOf } from "../kinds/route/steps/planned.ts";
import type { PlanSchema, PlanType } from "../plan/plan.ts";
import { textLiteral } from "../spelling/literal.ts";
import type { Layout } from "./layout/document.ts";
import { array, object } from "./layout/syntax.ts";
import type { Symbols } from "./symbols.ts";

/**
 * The steps by which a new build is compared with the one that began a run (`GraphStep` of the engine port): in the order of the
 * program, those within an `each` or a `parallel` under its name, each with a text that is another when what it makes is of
 * another type.
 */
export function graphLayout(steps: readonly RouteStep[], symbols: Symbols): Layout {
  return array(entries(steps, "", symbols));
}

function entries(steps: readonly RouteStep[], prefix: string, symbols: Symbols): Layout[] {
  return steps.flatMap((step) => {
    const name = `${prefix}${step.name}`;
    const within = bodiesOf(step).flatMap((list) => entries(list, `${name}.`, symbols));
    const after = branchesOf(step).flatMap((list) => entries(list, prefix, symbols));
    const own = object([
      { key: "name", value: textLiteral(name) },
      { key: "kind", value: textLiteral(step.kind) },
      { key: "output", value: textLiteral(outputOf(resultOf(step), symbols)) },
    ]);
    return [own, ...within, ...after];
  });
}

/** A word, or a type's name and the digest of its shape. */
function outputOf(result: PlanType | string | undefined, symbols: Symbols): string {
  if (typeof result === "string") return result;
  const schema = result && symbols.schemaOf(result);
  return schema ? `${schema.label} ${digestOf(schema)}` : "";
}

const digests = new WeakMap<PlanSchema, string>();

function digestOf(schema: PlanSchema): string {
  const known = digests.get(schema);
  if (known !== undefined) return known;
  // Where something stands and how it is described is no part of its type.
  const text = JSON.stringify(schema.set, (key, value: unknown) =>
    key === "span" || key === "description" ? undefined : value,
  );
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  digests.set(schema, digest);
  return digest;
}
