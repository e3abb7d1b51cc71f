import type { WaitStep } from "../../plan/step.ts";
import { textLiteral } from "../../spelling/literal.ts";
import type { Layout } from "../layout/document.ts";
import { array, arrow, call, object, type PropertyLayout } from "../layout/syntax.ts";
import { outcomeBranch } from "./outcome.ts";
import { localName, type StepCode, type StepContext, type StepEmitter, stepLayout } from "./step.ts";

/** `run.sleep(step, 600000)`, or `run.wait(step, { type, contract }, { where, withinMs, whenExpired })`. */
export const emitWait: StepEmitter<"wait"> = (step, context) => {
  if (step.event === undefined)
    return {
      form: "expression",
      expression: [
        "await ",
        call(`${context.run}.sleep`, [stepLayout(step, context), String(step.forMs ?? 0)]),
      ],
    };
  return waitForEvent(step, step.event, context);
};

function waitForEvent(step: WaitStep, event: NonNullable<WaitStep["event"]>, context: StepContext): StepCode {
  const { module, run } = context;
  const name = localName(step);
  const awaited = eventLayout(event, context);
  const expression: Layout = [
    "await ",
    call(`${run}.wait`, [stepLayout(step, context), awaited, object(options(step, context))], true),
  ];
  return {
    form: "outcome",
    type: () => module.type(event.type),
    settle: (binding) => {
      const expired = outcomeBranch(`${name} === undefined`, step.onExpiry, context);
      if (!step.used && expired.length === 0) return [[expression, ";"]];
      return [[binding === "declare" ? "const " : "", `${name} = `, expression, ";"], ...expired];
    },
  };
}

/** `{ type: "order-paid@1", contract: orderPaid1 }` */
export function eventLayout(
  { contract, type }: NonNullable<WaitStep["event"]>,
  { module, symbols }: Pick<StepContext, "module" | "symbols">,
): Layout {
  return object([
    { key: "type", value: textLiteral(contract) },
    { key: "contract", value: module.use(symbols.contract(type)) },
  ]);
}

function options(step: WaitStep, { module }: StepContext): readonly PropertyLayout[] {
  return [
    ...(step.where === undefined
      ? []
      : [{ key: "where", value: arrow(["event"], module.expression(step.where)) }]),
    ...(step.match === undefined ? [] : [{ key: "match", value: match(step.match, module) }]),
    ...(step.withinMs === undefined ? [] : [{ key: "withinMs", value: String(step.withinMs) }]),
    { key: "whenExpired", value: textLiteral(step.onExpiry ? "omit" : "fail") },
  ];
}

function match({ path, value }: NonNullable<WaitStep["match"]>, module: StepContext["module"]): Layout {
  return object([
    { key: "path", value: array(path.map(textLiteral)) },
    { key: "value", value: module.expression(value) },
  ]);
}
