import type { Failure, FailureClass } from "../contract/failure.ts";
import { problem } from "./problem.ts";
import type { EdgeResponse } from "./request.ts";

const statuses: Readonly<Record<FailureClass, number>> = {
  invalid: 422,
  refused: 409,
  throttled: 503,
  transient: 503,
  unknown: 502,
};

/** What a caller is told of a run that failed before it answered. The failure itself is in the dead letter, for who may see it. */
export function failed(failure: Failure, run: string, location: string): EdgeResponse {
  const status = statuses[failure.class];
  const retry =
    status === 503
      ? { "retry-after": String(Math.max(1, Math.ceil((failure.detail.retryAfterMs ?? 1000) / 1000))) }
      : {};
  return problem(
    { status, title: `The run failed: ${failure.class}`, detail: failure.message, run },
    { location, ...retry },
  );
}
