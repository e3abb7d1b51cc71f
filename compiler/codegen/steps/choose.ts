import type { Layout } from "../layout/document.ts";
import { block, condition } from "../layout/syntax.ts";
import type { StepEmitter } from "./step.ts";

/** `if … else if … else`. */
export const emitChoose: StepEmitter<"choose"> = ({ branches, otherwise }, context) => {
  const chain: Layout[] = [];
  for (const { when, steps } of branches) {
    chain.push(
      chain.length === 0 ? "" : " else ",
      condition(context.module.expression(when)),
      block(context.steps(steps, context)),
    );
  }
  if (otherwise !== undefined) chain.push(" else ", block(context.steps(otherwise, context)));
  return { form: "statements", statements: [chain] };
};
