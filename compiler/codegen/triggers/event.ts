import { textLiteral } from "../../spelling/literal.ts";
import { object } from "../layout/syntax.ts";
import type { TriggerEmitter } from "./trigger.ts";

export const emitEvent: TriggerEmitter<"event"> = ({ contract, type, from }, module, symbols) => [
  {
    key: "event",
    value: object([
      { key: "type", value: textLiteral(contract) },
      { key: "contract", value: module.use(symbols.contract(type)) },
    ]),
  },
  { key: "from", value: textLiteral(from) },
];
