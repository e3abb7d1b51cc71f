import { textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import { call, object } from "../layout/syntax.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.lookup(step, crosswalk, { system, value }, to, whenMissing)`. */
export const emitLookup: StepEmitter<"lookup"> = (step, context) => {
  const { module, symbols, run } = context;
  const from = object([
    { key: "system", value: textLiteral(step.system) },
    { key: "value", value: module.expression(step.value) },
  ]);
  const args = [
    stepLayout(step, context),
    module.use(symbols.crosswalk(step.crosswalk)),
    given(from, mayFail(step.value)),
    textLiteral(step.to),
    textLiteral(step.whenMissing),
  ];
  return {
    form: "expression",
    expression: ["await ", call(`${run}.lookup`, args)],
    type: () => (step.whenMissing === "fail" ? "string" : "string | undefined"),
  };
};
