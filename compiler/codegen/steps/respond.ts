import { propertyKey, textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import { call, object } from "../layout/syntax.ts";
import { valueLayout } from "../value.ts";
import { type StepEmitter, stepLayout } from "./step.ts";

/** `run.respond(step, { status, body, headers })`. */
export const emitRespond: StepEmitter<"respond"> = (step, context) => {
  const { module, run } = context;
  const headers = step.headers.map(({ name, value }) => ({
    key: propertyKey(name),
    value: typeof value === "string" ? textLiteral(value) : module.expression(value),
  }));
  const answer = object([
    { key: "status", value: String(step.status) },
    ...(step.body === undefined ? [] : [{ key: "body", value: valueLayout(module, step.body) }]),
    ...(headers.length === 0 ? [] : [{ key: "headers", value: object(headers) }]),
  ]);
  const fails =
    (step.body !== undefined && mayFail(step.body)) ||
    step.headers.some(({ value }) => typeof value !== "string" && mayFail(value));
  return {
    form: "expression",
    expression: ["await ", call(`${run}.respond`, [stepLayout(step, context), given(answer, fails)], true)],
  };
};
