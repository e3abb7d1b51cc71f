import type { KindDefinition } from "../kind.ts";
import { contractSchema } from "./schema.ts";

export const contractKind: KindDefinition = {
  name: "Contract",
  schema: contractSchema,
};
