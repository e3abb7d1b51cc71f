import type { TriggerEmitter } from "./trigger.ts";

export const emitCapability: TriggerEmitter<"capability"> = ({ input }, module, symbols) => [
  { key: "input", value: module.use(symbols.contract(input)) },
];
