import type { Event, Step } from "../contract/route.ts";
import { check } from "./checked.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

/** An event, held against its contract, recorded with the step. */
export function publish(kit: StepKit) {
  return async <T>(step: Step, event: Event<T>, data: T): Promise<void> => {
    const { warnings } = check(data, event.contract, step.at);
    for (const invariant of warnings)
      kit.warn("invariant does not hold", { step: step.name, invariant, contract: event.contract.name });
    const subject = event.contract.key?.(data);
    if (subject !== undefined) kit.context.index(event.contract.name, subject);
    await kit.context.publish(infoOf(kit, step, "publish"), {
      type: event.type,
      ...(subject === undefined ? {} : { subject }),
      ...(kit.traceparent === undefined ? {} : { traceparent: kit.traceparent }),
      data: wireForm(data),
    });
  };
}
