import type { KindDefinition } from "../kind.ts";
import { declareContracts, linkContracts } from "./link.ts";
import { lowerContracts } from "./lower.ts";
import { contractSchema } from "./schema.ts";
import { contractUnits } from "./units.ts";

export const contractKind: KindDefinition = {
  name: "Contract",
  schema: contractSchema,
  declare: declareContracts,
  link: linkContracts,
  units: contractUnits,
  lower: lowerContracts,
};
