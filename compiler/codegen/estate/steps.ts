import type { RouteStep } from "../../kinds/route/steps/plan.ts";

/** The steps with all that stand inside them, at any depth, in the order of the source. */
export function allSteps(steps: readonly RouteStep[] = []): readonly RouteStep[] {
  return steps.flatMap((step) => [
    step,
    ...(step.kind === "choose"
      ? [...step.branches.flatMap((branch) => allSteps(branch.steps)), ...allSteps(step.otherwise)]
      : []),
    ...(step.kind === "each" ? allSteps(step.steps) : []),
    ...(step.onFailure ?? []).flatMap((branch) => allSteps(branch.steps)),
  ]);
}
