import type { NamedValue } from "../../plan/step.ts";
import { propertyKey } from "../../spelling/literal.ts";
import type { Layout } from "../layout/document.ts";
import { arrow, call, object } from "../layout/syntax.ts";
import { valueLayout } from "../value.ts";
import { type StepContext, type StepEmitter, stepLayout } from "./step.ts";

/** `run.map(step, () => mapping({ … }), contract)`. */
export const emitMap: StepEmitter<"map"> = (step, context) => {
  const { module, symbols, run } = context;
  const compute = arrow([], mappingCall(step.mapping, step.from, context));
  return {
    form: "expression",
    expression: [
      "await ",
      call(`${run}.map`, [stepLayout(step, context), compute, module.use(symbols.contract(step.result))]),
    ],
    type: () => module.type(step.result),
  };
};

/** `orderToAccepted({ order, posting })`. */
export function mappingCall(
  mapping: string,
  from: readonly NamedValue[],
  { module, symbols }: Pick<StepContext, "module" | "symbols">,
): Layout {
  const values = object(
    from.map(({ name, value }) => ({ key: propertyKey(name), value: valueLayout(module, value) })),
  );
  return call(module.use(symbols.mapping(mapping)), [values], true);
}
