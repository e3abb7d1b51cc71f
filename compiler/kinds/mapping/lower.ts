import type { Plan, PlanMapping } from "../../plan/plan.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { mappingUnit, preparedMapping } from "./prepare.ts";

export function lowerMappings(context: LowerContext): Partial<Plan> {
  const mappings = [...context.model.mappings.values()].map((mapping): PlanMapping => {
    const { document, from, to } = mapping;
    const { name } = document.metadata;
    const unit = context.checked.get(mappingUnit(name));
    if (!unit) throw new Error(`Mapping "${name}" was not checked.`);
    return {
      name,
      at: context.at(document.spanOf(document.metadata, "name")),
      from: from.map(({ name: as, schema }) => ({ name: as, type: schema.type })),
      to: to.type,
      body: preparedMapping(mapping).body.lower(unit).field,
    };
  });
  return { mappings: byName(mappings) };
}
