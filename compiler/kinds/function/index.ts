import type { KindDefinition } from "../kind.ts";
import { functionSchema } from "./schema.ts";

export const functionKind: KindDefinition = {
  name: "Function",
  schema: functionSchema,
};
