import type { Plan, PlanContract } from "../../plan/plan.ts";
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
          ...schema,
          invariants: (spec.invariants ?? []).map((invariant) => ({
            name: invariant.name,
            severity: invariant.severity ?? "error",
            holds: context.expression(invariantsUnit(label), invariant.name),
          })),
        },
      };
    },
  );
  return { contracts: byName(contracts) };
}
