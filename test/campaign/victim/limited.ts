import type { Policy } from "../../../runtime/contract/policy.ts";
import type { Program } from "../../../runtime/engine/port.ts";
import type { Flow } from "../../../runtime/flow/index.ts";
import { call, policy } from "./calls.ts";
import type { Message } from "./message.ts";

/** Routes that do not do all at once that comes: one calls a system that has limits and breaks down, one keeps up with the newest only. */

/** What the judge knows of the breaker, too. */
export const relaying = {
  concurrency: 2,
  breaker: { failures: 4, withinMs: 60_000, resetMs: 250 },
} as const;

const patient: Policy = {
  ...policy("pass"),
  name: "patient",
  retry: { ...policy("pass").retry, attempts: 20 },
  breaker: relaying.breaker,
};

/** Calls a system that is down now and then, under a breaker. */
function relays(flow: Flow): Program {
  const turnstile = flow.turnstile({ name: "relay", limits: { concurrency: relaying.concurrency } }, patient);
  return {
    route: "relays",
    policy: patient,
    async run(run, input) {
      await call(run, "relay", input as unknown as Message, { own: patient, turnstile }); // As the campaign sends it.
      return { outcome: "done" };
    },
  };
}

/** Of a lane's messages with `latest` those that are older than what it has seen are dropped. */
const levels: Program = {
  route: "levels",
  policy: policy("park"),
  async run(run, input) {
    await call(run, "level", input as unknown as Message, { own: policy("park") }); // As the campaign sends it.
    return { outcome: "done" };
  },
};

export function limited(flow: Flow): readonly Program[] {
  return [levels, relays(flow)];
}
