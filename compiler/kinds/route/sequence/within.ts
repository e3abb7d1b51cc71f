import type { StepSpec, UndoSpec } from "../spec.ts";

/** Steps that stand in a step: which of its lists, and under which prefix of ids and paths. */
export interface InnerSteps {
  readonly in: "steps" | "choose" | "parallel" | "onFailure" | "onReject" | "onExpiry";
  /** `steps`, `choose[0]`, `otherwise`, `parallel[1]`, `onFailure.refused`. */
  readonly at: string;
  readonly steps: readonly StepSpec[];
}

/** The lists of steps within a step, in the order of the language's pages. Their own steps are not looked into. */
export function innerSteps(step: StepSpec): readonly InnerSteps[] {
  const { steps, choose = [], parallel = [], onFailure = {}, onReject, onExpiry } = step;
  return [
    ...(steps ? [{ in: "steps", at: "steps", steps } as const] : []),
    ...choose.flatMap((branch, index): readonly InnerSteps[] => [
      ...(branch.steps ? [{ in: "choose", at: `choose[${index}]`, steps: branch.steps } as const] : []),
      ...(branch.otherwise ? [{ in: "choose", at: "otherwise", steps: branch.otherwise } as const] : []),
    ]),
    ...parallel.map(
      (branch, index): InnerSteps => ({ in: "parallel", at: `parallel[${index}]`, steps: branch.steps }),
    ),
    ...Object.entries(onFailure).map(
      ([key, branch]): InnerSteps => ({ in: "onFailure", at: `onFailure.${key}`, steps: branch }),
    ),
    ...(onReject ? [{ in: "onReject", at: "onReject", steps: onReject } as const] : []),
    ...(onExpiry ? [{ in: "onExpiry", at: "onExpiry", steps: onExpiry } as const] : []),
  ];
}

/** These steps and all within them, at any depth, in the order of the text. */
export function allStepSpecs(steps: readonly StepSpec[]): readonly StepSpec[] {
  return steps.flatMap((step) => [step, ...innerSteps(step).flatMap((inner) => allStepSpecs(inner.steps))]);
}

/** What a call's `compensate` says: how it is undone, or why it is not. Undefined where nothing is said, or where it is no call. */
export function undoOf({ call, compensate }: StepSpec): UndoSpec | undefined {
  return call !== undefined && isUndo(compensate) ? compensate : undefined;
}

function isUndo(compensate: StepSpec["compensate"]): compensate is UndoSpec {
  return typeof compensate === "object" && !Array.isArray(compensate);
}
