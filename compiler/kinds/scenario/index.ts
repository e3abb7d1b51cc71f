import type { KindDefinition } from "../kind.ts";
import { linkScenarios } from "./link.ts";
import { lowerScenarios } from "./lower.ts";
import { scenarioSchema } from "./schema.ts";

export const scenarioKind: KindDefinition = {
  name: "Scenario",
  schema: scenarioSchema,
  link: linkScenarios,
  lower: lowerScenarios,
};
