/** `waybill/runtime`: the one entry that generated code and Functions import. */
import type { Estate } from "./contract/estate.ts";
import type { ServeOptions } from "./service/serve.ts";

export type { Capability, Provider } from "./contract/capability.ts";
export type { Crosswalk } from "./contract/crosswalk.ts";
export type { Estate, Service } from "./contract/estate.ts";
export type { Event } from "./contract/event.ts";
export { Failure, type FailureClass, type FailureDetail } from "./contract/failure.ts";
export type { SourceLocation } from "./contract/location.ts";
export type { Message } from "./contract/message.ts";
export type { Policy } from "./contract/policy.ts";
export type { Route } from "./contract/route.ts";
export type { Approval, RouteRun, Step } from "./contract/route-run.ts";
export type {
  Authentication,
  CallOperation,
  HmacVerification,
  HttpRequest,
  Idempotence,
  Operation,
  System,
  Webhook,
} from "./contract/system.ts";
export type { ScheduledTick, Trigger } from "./contract/trigger.ts";
export type { Contract, Validator } from "./contract/validator.ts";
export type { Ended } from "./engine/port.ts";
export * from "./library/index.ts";
export { unmatched } from "./library/unmatched.ts";
export * from "./validation/index.ts";
export { codePoints, deepEqual, formats, keepsDecimalRules } from "./validation/index.ts";

/** Runs services as this process. What serves is loaded here and not before: a mapping alone needs none of it. */
export async function serve(estate: Estate, options?: ServeOptions): Promise<void> {
  const service = await import("./service/serve.ts");
  await service.serve(estate, options);
}
