import type { Security } from "../../runtime/contract/security.ts";
import type { PlanType } from "./schema.ts";

/** What each trigger kind lowers to: `PlanRoute.trigger`. */
export type PlanTrigger = WebhookTrigger | HttpTrigger | CapabilityTrigger | EventTrigger | ScheduleTrigger;

/** `message.data` is the webhook's payload. */
export interface WebhookTrigger {
  readonly kind: "webhook";
  readonly system: string;
  readonly webhook: string;
}

/** `message.data` is the request's body; without `request` an object of the path's and the query's parameters, all text. */
export interface HttpTrigger {
  readonly kind: "http";
  readonly method: string;
  /** As in the spec, without `/api`: `/orders/{id}`. */
  readonly path: string;
  /** Names of the path's parameters, in order. */
  readonly parameters: readonly string[];
  readonly request?: PlanType;
  readonly response?: PlanType;
  readonly security?: Security;
  readonly ratePerSecond?: number;
  readonly deadlineMs?: number;
  /** There is a `respond` step somewhere: the caller waits for it. */
  readonly synchronous: boolean;
}

/** Started by a capability's provider; `message.data` is the operation's input, the body of `respond` its output. */
export interface CapabilityTrigger {
  readonly kind: "capability";
  readonly capability: string;
  readonly operation: string;
  readonly input: PlanType;
  readonly output: PlanType;
}

/** `message.data` is the event's data. */
export interface EventTrigger {
  readonly kind: "event";
  /** `order-accepted@1`. */
  readonly contract: string;
  readonly type: PlanType;
  readonly from: "now" | "beginning";
}

/** `message.data` is `{ scheduledAt }`. */
export interface ScheduleTrigger {
  readonly kind: "schedule";
  readonly cron: string;
  readonly zone: string;
  readonly missed: "once" | "all" | "skip";
}
