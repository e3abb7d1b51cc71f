import type { KindDefinition } from "../kind.ts";
import { estateUnits } from "./checks.ts";
import { declareEstate, linkEstate } from "./link.ts";
import { lowerEstate } from "./lower.ts";
import { estateSchema } from "./schema.ts";

export const estateKind: KindDefinition = {
  name: "Estate",
  schema: estateSchema,
  declare: declareEstate,
  link: linkEstate,
  units: estateUnits,
  lower: lowerEstate,
};
