import type { Answer, Given, Step } from "../contract/route-run.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

/** The caller's answer; the run goes on behind it. */
export function respond(kit: StepKit) {
  return async (step: Step, given: Given<Answer>): Promise<void> => {
    const { status, body, headers } = valueOf(kit, step, given);
    const answer = {
      status,
      ...(body === undefined ? {} : { body: wireForm(body) }),
      ...(headers ? { headers } : {}),
    };
    await kit.context.respond(infoOf(kit, step, "respond"), answer);
  };
}
