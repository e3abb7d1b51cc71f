import type { Policy } from "../../../runtime/contract/policy.ts";
import type { Plan } from "../../plan/plan.ts";
import { parseDuration, parseRate } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import type { PolicySpec } from "./spec.ts";

/** What a route follows where neither it nor its class names a policy. A Policy document of this name replaces it. */
export const defaultPolicy = "default";

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

export function lowerPolicies({ model }: LowerContext): Partial<Plan> {
  const policies = [...model.policies.values()].map(({ metadata, spec }) => fillPolicy(metadata.name, spec));
  if (!model.policies.has(defaultPolicy)) policies.push(fillPolicy(defaultPolicy, {}));
  return { policies: byName(policies) };
}

/** All that the policy leaves out, filled in. The defaults are told in the schema's descriptions, which are the reference page. */
export function fillPolicy(name: string, spec: PolicySpec): Policy {
  const { retry, breaker, deadLetter } = spec;
  const maxMs = ms(retry?.backoff?.max, 5 * minute);
  return {
    name,
    timeoutMs: ms(spec.timeout, 10 * second),
    retry: {
      on: retry?.on ?? ["transient", "throttled", "unknown"],
      attempts: retry?.attempts ?? 5,
      initialMs: ms(retry?.backoff?.initial, Math.min(second, maxMs)),
      factor: retry?.backoff?.factor ?? 2,
      maxMs,
      jitter: retry?.backoff?.jitter ?? "full",
    },
    ...(breaker && {
      breaker: {
        failures: breaker.failures,
        withinMs: parseDuration(breaker.within),
        resetMs: parseDuration(breaker.reset),
      },
    }),
    ...(spec.concurrency !== undefined && { concurrency: spec.concurrency }),
    ...(spec.rate !== undefined && { ratePerSecond: parseRate(spec.rate) }),
    // A message's key outlives its dead letter, so that it is not done twice while that can be redriven.
    idempotencyMs: ms(spec.idempotency?.retention, ms(deadLetter?.retention, 30 * day) + 7 * day),
    deadLetter: {
      ...(deadLetter?.owner !== undefined && { owner: deadLetter.owner }),
      lane: deadLetter?.lane ?? "park",
      ...(deadLetter?.alert !== undefined && { alertMs: parseDuration(deadLetter.alert) }),
      retentionMs: ms(deadLetter?.retention, 30 * day),
    },
  };
}

function ms(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : parseDuration(text);
}
