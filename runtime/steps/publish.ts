import type { Event } from "../contract/event.ts";
import type { Given, Step } from "../contract/route-run.ts";
import { check } from "./checked.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

/** An event, held against its contract, recorded with the step. */
export function publish(kit: StepKit) {
  return async <T>(step: Step, event: Event<T>, given: Given<T>): Promise<void> => {
    const data = valueOf(kit, step, given);
    const { warnings } = check(data, event.contract, step.at);
    for (const invariant of warnings)
      kit.warn("invariant does not hold", { step: step.name, invariant, contract: event.contract.name });
    const subject = event.contract.key?.(data);
    if (subject !== undefined) kit.context.index(event.contract.name, subject);
    await kit.context.publish(infoOf(kit, step, "publish"), {
      source: sourceOf(kit),
      type: event.type,
      ...(subject === undefined ? {} : { subject }),
      ...(kit.traceparent === undefined ? {} : { traceparent: kit.traceparent }),
      data: wireForm(data),
    });
  };
}

/** A URN (RFC 8141) of the estate and the route: stable wherever they run. */
function sourceOf({ estate, route }: StepKit): string {
  return `urn:waybill:${estate ?? "estate"}:${route.name}`;
}
