import { array, call } from "../layout/syntax.ts";
import { textLiteral } from "../literal.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.compensate(step, "all")`, or `run.compensate(step, ["reservation"])`. */
export const emitCompensate: StepEmitter<"compensate"> = (step, context) => {
  const what = step.steps === "all" ? textLiteral("all") : array(step.steps.map(textLiteral));
  return {
    form: "expression",
    expression: ["await ", call(`${context.run}.compensate`, [stepLayout(step, context), what])],
  };
};
