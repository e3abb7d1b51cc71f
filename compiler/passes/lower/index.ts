import { masked } from "../../analysis/personal/masks.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import { kinds as allKinds } from "../../kinds/index.ts";
import type { CheckedUnits, KindDefinition, LowerContext } from "../../kinds/kind.ts";
import type { Model } from "../../model/model.ts";
import type { Plan } from "../../plan/plan.ts";
import { lineOf, type Sources } from "../../source/source.ts";

export interface LowerInput {
  readonly model: Model;
  readonly checked: CheckedUnits;
  readonly sources: Sources;
}

/** Makes the plan: plain data, sorted by name, all defaults filled in. Only for a model without an error. */
export function lower(
  { model, checked, sources }: LowerInput,
  kinds: readonly KindDefinition[] = allKinds,
): PassResult<Plan> {
  const context: LowerContext = {
    model,
    sources,
    checked,
    expression: (unit, id) => {
      const found = checked.get(unit)?.get(id);
      if (!found) throw new Error(`The expression "${id}" of "${unit}" was not checked.`);
      return found.expression;
    },
    masked: (schema) => masked(schema, model),
    at: (span) => lineOf(span, sources),
  };
  const plan = kinds.reduce<Plan>((made, kind) => ({ ...made, ...kind.lower?.(context) }), emptyPlan);
  return {
    output: { ...plan, schemas: model.schemas.map(context.masked) },
    diagnostics: [],
  };
}

const emptyPlan: Plan = {
  estate: { name: "estate", environments: {} },
  contracts: [],
  systems: [],
  mappings: [],
  functions: [],
  crosswalks: [],
  policies: [],
  capabilities: [],
  processes: [],
  reconciliations: [],
  routes: [],
  services: [],
  scenarios: [],
};
