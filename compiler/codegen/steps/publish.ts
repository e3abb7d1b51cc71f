import { textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import { call, object } from "../layout/syntax.ts";
import { valueLayout } from "../value.ts";
import { mappingCall } from "./map.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.publish(step, { type: "order-accepted@1", contract: orderAccepted1 }, data)`. */
export const emitPublish: StepEmitter<"publish"> = (step, context) => {
  const { module, symbols, run } = context;
  const event = object([
    { key: "type", value: textLiteral(step.contract) },
    { key: "contract", value: module.use(symbols.contract(step.type)) },
  ]);
  const data =
    step.data.kind === "map"
      ? given(mappingCall(step.data.mapping, step.data.from, context), true)
      : given(valueLayout(module, step.data.value), mayFail(step.data.value));
  // Said aloud, since TypeScript widens what a function gives before it knows the event's type.
  const type = step.data.kind === "value" && mayFail(step.data.value) ? `<${module.type(step.type)}>` : "";
  return {
    form: "expression",
    expression: ["await ", call(`${run}.publish${type}`, [stepLayout(step, context), event, data])],
  };
};
