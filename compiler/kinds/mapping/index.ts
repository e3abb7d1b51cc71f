import type { KindDefinition } from "../kind.ts";
import { linkMappings } from "./link.ts";
import { lowerMappings } from "./lower.ts";
import { mappingUnit, preparedMapping, prepareMapping } from "./prepare.ts";
import { mappingSchema } from "./schema.ts";

export const mappingKind: KindDefinition = {
  name: "Mapping",
  schema: mappingSchema,
  link: linkMappings,
  units: (context) =>
    [...context.model.mappings.values()].map((mapping) => prepareMapping(mapping, context).unit),
  judge: (checked, context) => {
    for (const mapping of context.model.mappings.values()) {
      const unit = checked.get(mappingUnit(mapping.document.metadata.name));
      if (unit) preparedMapping(mapping).body.judge(unit);
    }
  },
  lower: lowerMappings,
};
