import type { KindDefinition } from "../kind.ts";
import { capabilitySchema } from "./schema.ts";

export const capabilityKind: KindDefinition = {
  name: "Capability",
  schema: capabilitySchema,
};
