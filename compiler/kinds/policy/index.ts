import type { KindDefinition } from "../kind.ts";
import { declarePolicies } from "./link.ts";
import { lowerPolicies } from "./lower.ts";
import { policySchema } from "./schema.ts";

export const policyKind: KindDefinition = {
  name: "Policy",
  schema: policySchema,
  declare: declarePolicies,
  lower: lowerPolicies,
};
