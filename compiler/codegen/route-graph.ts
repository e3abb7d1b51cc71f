import { createHash } from "node:crypto";
import type { RouteStep } from "../kinds/route/steps/plan.ts";
import { innerPlans } from "../kinds/route/steps/plan-walk.ts";
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
    const bodies = step.kind === "each" || step.kind === "parallel";
    const inner = innerPlans(step).flatMap((list, index) =>
      // Branches for what went wrong come after the bodies, and are not within them.
      entries(list, bodies && index < bodiesOf(step) ? `${name}.` : prefix, symbols),
    );
    const own = object([
      { key: "name", value: textLiteral(name) },
      { key: "kind", value: textLiteral(step.kind) },
      { key: "output", value: textLiteral(outputOf(step, symbols)) },
    ]);
    return [own, ...inner];
  });
}

function bodiesOf(step: RouteStep): number {
  return step.kind === "parallel" ? step.branches.length : 1;
}

function outputOf(step: RouteStep, symbols: Symbols): string {
  if (step.kind === "map" || step.kind === "call") return typed(step.result, symbols);
  if (step.kind === "wait") return typed(step.event?.type, symbols);
  if (step.kind === "lookup") return "text";
  return step.kind === "approve" ? "approval" : "";
}

/** A type's name and the digest of its shape. */
function typed(type: PlanType | undefined, symbols: Symbols): string {
  const schema = type && symbols.schemaOf(type);
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
