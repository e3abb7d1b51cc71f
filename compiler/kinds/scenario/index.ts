import type { KindDefinition } from "../kind.ts";
import { scenarioSchema } from "./schema.ts";

export const scenarioKind: KindDefinition = {
  name: "Scenario",
  schema: scenarioSchema,
};
