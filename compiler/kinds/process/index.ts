import type { KindDefinition } from "../kind.ts";
import { judgeProcesses } from "./judge.ts";
import { linkProcesses } from "./link.ts";
import { lowerProcesses } from "./lower.ts";
import { processSchema } from "./schema.ts";
import { processUnits } from "./units.ts";

export const processKind: KindDefinition = {
  name: "Process",
  schema: processSchema,
  link: linkProcesses,
  units: processUnits,
  judge: judgeProcesses,
  lower: lowerProcesses,
};
