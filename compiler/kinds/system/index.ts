import type { KindDefinition } from "../kind.ts";
import { declareSystems, linkSystems } from "./link.ts";
import { lowerSystems } from "./lower.ts";
import { systemSchema } from "./schema.ts";
import { systemUnits } from "./units.ts";

export const systemKind: KindDefinition = {
  name: "System",
  schema: systemSchema,
  declare: declareSystems,
  link: linkSystems,
  units: systemUnits,
  lower: lowerSystems,
};
