import type { KindDefinition } from "../kind.ts";
import { linkCapabilities } from "./link.ts";
import { lowerCapabilities } from "./lower.ts";
import { capabilitySchema } from "./schema.ts";
import { capabilityUnits } from "./units.ts";

export const capabilityKind: KindDefinition = {
  name: "Capability",
  schema: capabilitySchema,
  link: linkCapabilities,
  units: capabilityUnits,
  lower: lowerCapabilities,
};
