import type { CheckStatement } from "../../../expressions/check.ts";
import type { OutcomeBranch } from "../../../plan/step.ts";
import type { CheckedUnit } from "../../../values/prepared.ts";
import type { StepSpec } from "../spec.ts";
import type { StepLowering } from "../steps/kind.ts";
import { usedNames } from "../used-names.ts";
import type { StepScope } from "./scope.ts";

export interface PreparedOutcome {
  readonly statements: readonly CheckStatement[];
  readonly ends: boolean;
  judge(checked: CheckedUnit): void;
  lower(lowering: StepLowering): OutcomeBranch;
}

/** `onReject` and `onExpiry`: what is done instead when a person said no, or nothing came in time. `sees` is declared in it. */
export function prepareOutcome(
  step: StepSpec,
  key: "onReject" | "onExpiry",
  scope: StepScope,
  sees: readonly CheckStatement[] = [],
): PreparedOutcome | undefined {
  const specs = step[key];
  if (!specs) return undefined;
  const steps = scope.sequence(specs, `${scope.id}.${key}`);
  return {
    statements: [{ do: "block", body: [...sees, ...steps.statements] }],
    ends: steps.ends,
    judge: (checked) => steps.judge(checked),
    lower: (lowering) => ({
      steps: steps.lower(lowering),
      ends: steps.ends,
      seesOwn: step.name !== undefined && sees.length > 0 && usedNames(steps.statements).has(step.name),
    }),
  };
}
