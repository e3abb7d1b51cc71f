import { textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import { call } from "../layout/syntax.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `return run.fail(step, reason)`, which never returns; `return` tells TypeScript so. */
export const emitFail: StepEmitter<"fail"> = (step, context) => {
  const reason =
    typeof step.reason === "string"
      ? textLiteral(step.reason)
      : given(context.module.expression(step.reason), mayFail(step.reason));
  return {
    form: "statements",
    statements: [["return ", call(`${context.run}.fail`, [stepLayout(step, context), reason]), ";"]],
  };
};
