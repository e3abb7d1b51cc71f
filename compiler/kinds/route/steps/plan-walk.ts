import type { CallTarget, RouteStep } from "./plan.ts";

/** The lists of steps within a step, in the order of the text. Their own steps are not looked into. */
export function innerPlans(step: RouteStep): readonly (readonly RouteStep[])[] {
  const own = inner[step.kind] as ((step: RouteStep) => readonly (readonly RouteStep[])[]) | undefined; // its entry is of its kind
  return [...(own?.(step) ?? []), ...(step.onFailure ?? []).map(({ steps }) => steps)];
}

const inner: {
  readonly [Kind in RouteStep["kind"]]?: (
    step: Extract<RouteStep, { readonly kind: Kind }>,
  ) => readonly (readonly RouteStep[])[];
} = {
  approve: ({ onReject, onExpiry }) => [onReject?.steps ?? [], onExpiry?.steps ?? []],
  choose: ({ branches, otherwise }) => [...branches.map(({ steps }) => steps), otherwise ?? []],
  each: ({ steps }) => [steps],
  parallel: ({ branches }) => branches.map(({ steps }) => steps),
  wait: ({ onExpiry }) => [onExpiry?.steps ?? []],
};

/** These steps and all within them, at any depth, in the order of the text. */
export function allSteps(steps: readonly RouteStep[]): readonly RouteStep[] {
  return steps.flatMap((step) => [step, ...innerPlans(step).flatMap(allSteps)]);
}

/** What a step calls: its own operation, and the one that undoes it. */
export function callsOf(step: RouteStep): readonly CallTarget[] {
  if (step.kind !== "call") return [];
  return [step.target, ...(step.compensate ? [step.compensate.target] : [])];
}
