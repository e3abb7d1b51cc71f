import { Failure } from "../contract/failure.ts";
import { redact } from "../telemetry/personal.ts";
import type { StepKit } from "./kit.ts";

/**
 * The failure without personal values in its message. Systems repeat in their refusals what they were sent, and messages are kept and
 * shown longer than payloads are. A vendor's schema says of no field that it is personal, so what the run has seen in its contracts
 * counts, and `own` of the step.
 */
export function discreet(kit: StepKit, failure: Failure, own: readonly string[] = []): Failure {
  const values = [...kit.personal, ...own].toSorted((a, b) => b.length - a.length);
  if (values.every((value) => !failure.message.includes(value))) return failure;
  return new Failure(failure.class, redact(failure.message, values), failure.detail);
}
