import type { KindDefinition } from "../kind.ts";
import { linkMappings } from "./link.ts";
import { lowerMappings } from "./lower.ts";
import { mappings, mappingUnit } from "./prepare.ts";
import { mappingSchema } from "./schema.ts";

export const mappingKind: KindDefinition = {
  name: "Mapping",
  schema: mappingSchema,
  link: linkMappings,
  units: (context) =>
    [...context.model.mappings.values()].map((mapping) => mappings.prepare(mapping, context).unit),
  judge: (checked, { model, reporter }) => {
    for (const mapping of model.mappings.values()) {
      const unit = checked.get(mappingUnit(mapping.document.metadata.name));
      if (unit) mappings.judge(mapping, unit, reporter);
    }
  },
  lower: lowerMappings,
};
