import { textLiteral } from "../../spelling/literal.ts";
import type { TriggerEmitter } from "./trigger.ts";

export const emitSchedule: TriggerEmitter<"schedule"> = ({ cron, zone, missed }) => [
  { key: "cron", value: textLiteral(cron) },
  { key: "zone", value: textLiteral(zone) },
  { key: "missed", value: textLiteral(missed) },
];
