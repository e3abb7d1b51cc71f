import type { KindDefinition } from "../kind.ts";
import { systemSchema } from "./schema.ts";

export const systemKind: KindDefinition = {
  name: "System",
  schema: systemSchema,
};
