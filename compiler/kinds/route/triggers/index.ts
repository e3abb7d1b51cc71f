import { capabilityTrigger } from "./capability.ts";
import { eventTrigger } from "./event.ts";
import { httpTrigger } from "./http.ts";
import type { TriggerKind } from "./kind.ts";
import { scheduleTrigger } from "./schedule.ts";
import { webhookTrigger } from "./webhook.ts";

/** Every kind of trigger. To add one: its file here and in `compiler/codegen/triggers`, and its line in each list. */
export const triggerKinds: readonly TriggerKind[] = [
  capabilityTrigger,
  eventTrigger,
  httpTrigger,
  scheduleTrigger,
  webhookTrigger,
];
