import type { Flow, PolicyFlow, SystemFlow } from "../../flow/index.ts";
import { type Handler, json } from "../request.ts";

/** `GET /admin/systems`: what each system called so far has under way, who waits for it, and which breakers are open. */
export function systemsHandler(flow: Pick<Flow, "snapshot">): Handler {
  return async () => json(200, { systems: flow.snapshot().map(told) });
}

function told({ open, heldUntil, policies, ...system }: SystemFlow): unknown {
  return {
    ...system,
    underWay: open,
    ...(heldUntil !== undefined && { askedToWaitUntil: instant(heldUntil) }),
    policies: policies.map(toldPolicy),
  };
}

function toldPolicy({ policy, open, waiting, breaker }: PolicyFlow): unknown {
  return {
    policy,
    underWay: open,
    waiting,
    ...(breaker && {
      breaker: {
        state: breaker.state,
        timesOpened: breaker.timesOpened,
        ...(breaker.openedAt !== undefined && { openedAt: instant(breaker.openedAt) }),
        ...(breaker.retryAt !== undefined && { triesAgainAt: instant(breaker.retryAt) }),
      },
    }),
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
