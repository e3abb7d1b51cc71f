import type { OutcomeBranch } from "../../plan/step.ts";
import type { Layout } from "../layout/document.ts";
import { block, condition } from "../layout/syntax.ts";
import type { StepContext } from "./step.ts";

/** `if (decision.kind === "rejected") { … }`; `first` stands before the branch's own steps. */
export function outcomeBranch(
  test: string,
  branch: OutcomeBranch | undefined,
  context: StepContext,
  first: readonly Layout[] = [],
): Layout[] {
  if (branch === undefined) return [];
  return [[condition(test), block([...first, ...context.steps(branch.steps, context)])]];
}
