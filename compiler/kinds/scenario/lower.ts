import type { Plan, PlanScenario } from "../../plan/plan.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { readScenario } from "./read.ts";

export function lowerScenarios({ model, sources, at }: LowerContext): Partial<Plan> {
  // Link has read it once and reported what is wrong.
  const reporter = { report: () => undefined };
  const scenarios = model.scenarios.map(
    (document): PlanScenario => ({
      name: document.metadata.name,
      at: at(document.spanOf(document.metadata, "name")),
      ...readScenario(document, { model, sources, reporter }),
    }),
  );
  return { scenarios: byName(scenarios) };
}
