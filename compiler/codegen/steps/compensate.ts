import { textLiteral } from "../../spelling/literal.ts";
import { call, callWithArray } from "../layout/syntax.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.compensate(step, "all")`, or `run.compensate(step, ["reservation"])`. */
export const emitCompensate: StepEmitter<"compensate"> = (step, context) => {
  const callee = `${context.run}.compensate`;
  const place = stepLayout(step, context);
  const expression =
    step.steps === "all"
      ? call(callee, [place, textLiteral("all")])
      : callWithArray(callee, [place], step.steps.map(textLiteral));
  return { form: "expression", expression: ["await ", expression] };
};
