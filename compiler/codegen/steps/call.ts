import type { CallStep, UndoPlan } from "../../plan/step.ts";
import { textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import type { Layout } from "../layout/document.ts";
import { arrow, call, callWithObject, usedParameters } from "../layout/syntax.ts";
import { propertyLayouts, valueLayout } from "../value.ts";
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
  { target, with: input, input: type }: Pick<CallStep, "target" | "with" | "input">,
  step: Layout,
  { module, symbols, run }: StepContext,
): Layout {
  const [callee, others]: readonly [string, readonly Layout[]] =
    target.kind === "system"
      ? [`${run}.call`, [step, module.use(symbols.operation(target.system, target.operation))]]
      : [
          `${run}.provide`,
          [step, module.use(symbols.capability(target.capability)), textLiteral(target.operation)],
        ];
  if (input !== undefined && mayFail(input))
    return call(
      callee,
      [...others, given(valueLayout(module, input), true, type && module.type(type))],
      true,
    );
  if (input?.kind === "object" && input.properties.length > 0)
    return callWithObject(callee, others, propertyLayouts(module, input.properties));
  return call(callee, [...others, input === undefined ? "undefined" : valueLayout(module, input)]);
}

/** How it is undone: `(run, reservation) => run.provide({ … }, stock, "release", reservation)`. */
function undo(step: CallStep, plan: UndoPlan, context: StepContext): Layout {
  const called = callLayout(plan, stepLayout({ ...plan, name: step.name }, context), context);
  const names = [context.run, ...(plan.seesOwn ? [localName(step)] : [])];
  return arrow(usedParameters(names, called), called);
}
