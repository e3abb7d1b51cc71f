import type { KindDefinition } from "../kind.ts";
import { estateSchema } from "./schema.ts";

export const estateKind: KindDefinition = {
  name: "Estate",
  schema: estateSchema,
};
