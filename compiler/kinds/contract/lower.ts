import type { Plan, PlanContract, PlanExpression } from "../../plan/plan.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { invariantsUnit } from "./units.ts";

export function lowerContracts(context: LowerContext): Partial<Plan> {
  const contracts = [...context.model.contracts.entries()].map(
    ([label, { document, schema }]): PlanContract => {
      const { metadata, spec } = document;
      return {
        name: metadata.name,
        version: spec.version,
        lifecycle: spec.lifecycle,
        ...(metadata.domain !== undefined && { domain: metadata.domain }),
        schema: {
          ...context.masked(schema),
          invariants: (spec.invariants ?? []).map((invariant) => ({
            name: invariant.name,
            severity: invariant.severity ?? "error",
            holds: lowerInvariant(label, invariant.name, context),
          })),
        },
      };
    },
  );
  return { contracts: byName(contracts) };
}

/** What cannot be said of a value, for something in it is missing, is not held against it: the schema says what must be there. */
function lowerInvariant(label: string, name: string, context: LowerContext): PlanExpression {
  const expression = context.expression(invariantsUnit(label), name);
  const { mayBeMissing } = context.checked.get(invariantsUnit(label))?.get(name) ?? {};
  if (!mayBeMissing) return expression;
  // `??` does not stand beside `&&` and `||` without parentheses.
  const code = /&&|\|\||\?|=>/.test(expression.code) ? `(${expression.code})` : expression.code;
  return { ...expression, code: `${code} ?? true` };
}
