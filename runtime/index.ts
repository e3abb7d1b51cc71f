/** `waybill/runtime`: the one entry that generated code and Functions import. */
import type { Estate } from "./contract/route.ts";
import type { ServeOptions } from "./service/serve.ts";

export { Failure, type FailureClass, type FailureDetail } from "./contract/failure.ts";
export type { SourceLocation } from "./contract/location.ts";
export type { Policy } from "./contract/policy.ts";
export type {
  Approval,
  Capability,
  Crosswalk,
  Estate,
  Event,
  Message,
  Provider,
  Route,
  RouteRun,
  ScheduledTick,
  Service,
  Step,
  Trigger,
} from "./contract/route.ts";
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
