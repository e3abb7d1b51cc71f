import { call } from "../layout/syntax.ts";
import { textLiteral } from "../literal.ts";
import { valueLayout } from "../value.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.call(step, operation, input)`, or `run.provide(step, capability, "create", input)`. */
export const emitCall: StepEmitter<"call"> = (step, context) => {
  const { module, symbols, run } = context;
  const { target, result } = step;
  const input = step.with === undefined ? "undefined" : valueLayout(module, step.with);
  const callee =
    target.kind === "system"
      ? call(`${run}.call`, [
          stepLayout(step, context),
          module.use(symbols.operation(target.system, target.operation)),
          input,
        ])
      : call(`${run}.provide`, [
          stepLayout(step, context),
          module.use(symbols.capability(target.capability)),
          textLiteral(target.operation),
          input,
        ]);
  return {
    form: "expression",
    expression: ["await ", callee],
    ...(result !== undefined && { type: () => module.type(result) }),
  };
};
