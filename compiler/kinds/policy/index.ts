import type { KindDefinition } from "../kind.ts";
import { policySchema } from "./schema.ts";

export const policyKind: KindDefinition = {
  name: "Policy",
  schema: policySchema,
};
