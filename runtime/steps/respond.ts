import type { Step } from "../contract/route.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

export interface StepAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The caller's answer; the run goes on behind it. */
export function respond(kit: StepKit) {
  return async (step: Step, { status, body, headers }: StepAnswer): Promise<void> => {
    const answer = {
      status,
      ...(body === undefined ? {} : { body: wireForm(body) }),
      ...(headers ? { headers } : {}),
    };
    await kit.context.respond(infoOf(kit, step, "respond"), answer);
  };
}
