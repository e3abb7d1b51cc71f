import type { TriggerEmitter } from "./trigger.ts";

export const emitWebhook: TriggerEmitter<"webhook"> = ({ system, webhook }, module, symbols) => [
  { key: "webhook", value: module.use(symbols.webhook(system, webhook)) },
];
