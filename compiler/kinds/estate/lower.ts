import type { Plan } from "../../plan/plan.ts";
import type { LowerContext } from "../kind.ts";

export function lowerEstate({ model }: LowerContext): Partial<Plan> {
  if (!model.estate) return {};
  const { metadata, spec } = model.estate;
  const names = Object.keys(spec.environments).sort();
  return {
    estate: {
      name: metadata.name,
      environments: Object.fromEntries(
        names.map((name) => [name, { engine: "embedded" as const, ...spec.environments[name] }]),
      ),
    },
  };
}
