import type { FailureClass } from "../../../../runtime/contract/failure.ts";
import type { CheckStatement } from "../../../expressions/check.ts";
import type { FailureBranch } from "../../../plan/step.ts";
import type { CheckedUnit } from "../../../values/prepared.ts";
import type { StepSpec } from "../spec.ts";
import type { StepLowering } from "../steps/kind.ts";
import type { PreparedSequence, Region, StepScope } from "./scope.ts";
import { allStepSpecs, innerSteps, undoOf } from "./within.ts";

const classes: readonly FailureClass[] = ["invalid", "refused", "throttled", "transient", "unknown"];

/** What `failure` is in a branch: `RouteRun.failureOf` of the runtime's contract. */
function failureType({ each, parallel }: StepSpec): string {
  const which = each !== undefined ? "item" : parallel !== undefined ? "branch" : undefined;
  return `{ readonly class: ${classes.map((name) => `"${name}"`).join(" | ")}; readonly message: string; readonly status?: number${which === undefined ? "" : `; readonly ${which}: Integer`} }`;
}

export interface PreparedBranches {
  readonly statements: readonly CheckStatement[];
  /** A branch comes to the step after, which then has no result of this one. */
  readonly goesOn: boolean;
  judge(checked: CheckedUnit): void;
  lower(lowering: StepLowering): readonly FailureBranch[];
}

/** `onFailure`: by class, what is done instead. `any` stands for all that no other branch takes. */
export function prepareBranches(step: StepSpec, scope: StepScope): PreparedBranches | undefined {
  const { onFailure } = step;
  if (!onFailure) return undefined;
  const named = classes.filter((name) => onFailure[name]);
  const branches = [
    ...named.map((name) => ({ key: name, taken: [name] })),
    ...(onFailure.any
      ? [{ key: "any" as const, taken: classes.filter((name) => !named.includes(name)) }]
      : []),
  ].map(({ key, taken }) => ({
    taken,
    steps: scope.sequence(onFailure[key] ?? [], `${scope.id}.onFailure.${key}`, {
      undoable: new Map([...scope.undoable, ...undoableIn(step, scope)]),
    }),
  }));
  return {
    statements: branches.map(({ steps }) => ({
      do: "block",
      body: [{ do: "declare", name: "failure", type: failureType(step) }, ...steps.statements],
    })),
    goesOn: branches.some(({ steps }) => !steps.ends),
    judge: (checked) => {
      for (const { steps } of branches) steps.judge(checked);
    },
    lower: (lowering) => branches.map(({ taken, steps }) => lowerBranch(taken, steps, lowering)),
  };
}

/** What a failed `each` or `parallel` has done by then. A call that failed has done nothing. */
function undoableIn(step: StepSpec, scope: StepScope): readonly (readonly [string, Region])[] {
  const done = innerSteps(step).filter((inner) => inner.in === "steps" || inner.in === "parallel");
  return done.flatMap((inner) =>
    allStepSpecs(inner.steps).flatMap((each) =>
      each.name !== undefined && undoOf(each)?.call !== undefined
        ? [[each.name, { of: "each", outer: scope.region }] as const]
        : [],
    ),
  );
}

function lowerBranch(
  taken: readonly FailureClass[],
  steps: PreparedSequence,
  lowering: StepLowering,
): FailureBranch {
  return { classes: taken, steps: steps.lower(lowering), ends: steps.ends };
}
