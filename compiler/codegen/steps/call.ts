import type { CallStep, UndoPlan } from "../../kinds/route/steps/plan.ts";
import type { Layout } from "../layout/document.ts";
import { arrow, call, usedParameters } from "../layout/syntax.ts";
import { textLiteral } from "../literal.ts";
import { valueLayout } from "../value.ts";
import { localName, type StepContext, type StepEmitter, stepLayout } from "./step.ts";

/** `run.call(step, operation, input)`, or `run.provide(step, capability, "create", input)`; one that can be undone in `run.compensable`. */
export const emitCall: StepEmitter<"call"> = (step, context) => {
  const { module, run } = context;
  const { compensate, result } = step;
  const called = callLayout(step, stepLayout(step, context), context);
  return {
    form: "expression",
    expression: [
      "await ",
      compensate === undefined
        ? called
        : call(`${run}.compensable`, [textLiteral(step.name), called, undo(step, compensate, context)]),
    ],
    ...(result !== undefined && { type: () => module.type(result) }),
  };
};

function callLayout(
  { target, with: input }: Pick<CallStep, "target" | "with">,
  step: Layout,
  { module, symbols, run }: StepContext,
): Layout {
  const value = input === undefined ? "undefined" : valueLayout(module, input);
  return target.kind === "system"
    ? call(`${run}.call`, [step, module.use(symbols.operation(target.system, target.operation)), value])
    : call(`${run}.provide`, [
        step,
        module.use(symbols.capability(target.capability)),
        textLiteral(target.operation),
        value,
      ]);
}

/** How it is undone: `(run, reservation) => run.provide({ … }, stock, "release", reservation)`. */
function undo(step: CallStep, plan: UndoPlan, context: StepContext): Layout {
  const called = callLayout(plan, stepLayout({ ...plan, name: step.name }, context), context);
  const names = [context.run, ...(plan.seesOwn ? [localName(step)] : [])];
  return arrow(usedParameters(names, called), called);
}
