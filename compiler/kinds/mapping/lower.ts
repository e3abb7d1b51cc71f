import type { Plan, PlanMapping } from "../../plan/plan.ts";
import type { LowerContext } from "../kind.ts";
import { byName, compareText } from "../order.ts";
import { schemaModules } from "./link.ts";
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
  const schemas = context.model.schemas
    .filter(({ type }) => type.module.startsWith(schemaModules))
    .toSorted((left, right) => compareText(left.type.module, right.type.module));
  return { mappings: byName(mappings), ...(schemas.length > 0 && { schemas }) };
}
