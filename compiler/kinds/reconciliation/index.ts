import type { KindDefinition } from "../kind.ts";
import { judgeReconciliations } from "./judge.ts";
import { linkReconciliations } from "./link.ts";
import { lowerReconciliations } from "./lower.ts";
import { reconciliationSchema } from "./schema.ts";
import { reconciliationUnits } from "./units.ts";

export const reconciliationKind: KindDefinition = {
  name: "Reconciliation",
  schema: reconciliationSchema,
  link: linkReconciliations,
  units: reconciliationUnits,
  judge: judgeReconciliations,
  lower: lowerReconciliations,
};
