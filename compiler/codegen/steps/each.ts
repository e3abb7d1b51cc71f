import { given, mayFail } from "../given.ts";
import { arrow, block, call, usedParameters } from "../layout/syntax.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.each(step, items, concurrency, async (run, line, i) => { … })`; inside, `run` is the item's own. */
export const emitEach: StepEmitter<"each"> = (step, context) => {
  const { module, run } = context;
  const statements = context.steps(step.steps, context);
  if (step.value !== undefined && step.steps.at(-1)?.ends !== true)
    statements.push(["return ", module.expression(step.value), ";"]);
  const parameters = usedParameters(
    step.index === undefined ? [run, step.as] : [run, step.as, step.index],
    statements,
  );
  const body = arrow(parameters, block(statements), { async: true, opens: true });
  return {
    form: "expression",
    place: "item",
    expression: [
      "await ",
      call(
        `${run}.each`,
        [
          stepLayout(step, context),
          given(module.expression(step.items), mayFail(step.items)),
          String(step.concurrency),
          body,
        ],
        true,
      ),
    ],
  };
};
