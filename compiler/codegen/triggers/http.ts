import { textLiteral } from "../../spelling/literal.ts";
import { jsonLayout } from "../value.ts";
import type { TriggerEmitter } from "./trigger.ts";

export const emitHttp: TriggerEmitter<"http"> = (trigger, module, symbols) => [
  { key: "method", value: textLiteral(trigger.method) },
  { key: "path", value: textLiteral(trigger.path) },
  ...(trigger.request === undefined
    ? []
    : [{ key: "request", value: module.use(symbols.contract(trigger.request)) }]),
  ...(trigger.response === undefined
    ? []
    : [{ key: "response", value: module.use(symbols.contract(trigger.response)) }]),
  ...(trigger.security === undefined ? [] : [{ key: "security", value: jsonLayout(trigger.security) }]),
  ...(trigger.ratePerSecond === undefined
    ? []
    : [{ key: "ratePerSecond", value: String(trigger.ratePerSecond) }]),
  ...(trigger.deadlineMs === undefined ? [] : [{ key: "deadlineMs", value: String(trigger.deadlineMs) }]),
  { key: "synchronous", value: String(trigger.synchronous) },
];
