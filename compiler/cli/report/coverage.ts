import type { Verdict } from "../../../runtime/scenario/index.ts";
import type { Plan } from "../../plan/plan.ts";
import { allSteps, isTraced } from "../../plan/planned-step.ts";
import { colors } from "../output.ts";

/** Which steps no scenario reached, route by route. A step inside an each counts once, and is what shows that the each was reached. */
export function coverageText(plan: Plan, verdicts: readonly Verdict[]): string {
  const reached = new Set(verdicts.flatMap((verdict) => verdict.reached.flatMap(stepsOfEntry)));
  let total = 0;
  const lines = plan.routes.flatMap((route) => {
    const steps = allSteps(route.steps).filter(isTraced);
    total += steps.length;
    const missed = steps.filter((step) => !reached.has(`${route.name}.${step.name}`));
    return missed.map(
      (step) => `  ${route.name}.${step.name}  ${colors.dim(`${step.at.file}:${step.at.line}`)}`,
    );
  });
  return lines.length === 0
    ? `Coverage: all ${total} steps.`
    : `Coverage: ${total - lines.length} of ${total} steps. Not reached:\n${lines.join("\n")}`;
}

/** `take-order.lines[].posting` stands for the step `posting` and for the `lines` that it is done in. */
function stepsOfEntry(entry: string): readonly string[] {
  const [route = "", ...steps] = entry.replaceAll("[]", "").split(/[./]/);
  return steps.map((step) => `${route}.${step}`);
}
