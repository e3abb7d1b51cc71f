import type { Failure } from "../../../contract/failure.ts";
import type { StepOptions } from "../../port.ts";
import type { Random } from "../random.ts";
import type { Head } from "./entry.ts";

/** How often the process may die during one step before a person should look: the step may be what kills it. */
const interruptions = 5;

/**
 * How long to wait before the next attempt, milliseconds, or undefined to give up.
 *
 * 1. What is invalid or refused is never repeated, nor is a class that the policy does not name.
 * 2. What may have had its effect is repeated only where the step is repeatable, and not before `settleMs`.
 * 3. Attempts count across restarts. One that ended with the process is no failure of the system called: it has its own limit.
 * 4. `Retry-After` is a lower bound, also over the policy's `max`; jitter comes on top, so that those who were told the same do not
 *    come back at once.
 * 5. A probe of a broken system that found nobody there costs no attempt.
 *
 * Backoff with full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function delayBeforeNext(
  head: Head,
  failure: Failure,
  options: StepOptions,
  random: Random,
): number | undefined {
  const made = head.attempts.slice(head.spared ?? 0);
  const last = made.at(-1);
  if (failure.class === "unknown" && !options.repeatable) return undefined;
  const broken = made.filter((attempt) => attempt.interrupted === true).length;
  if (last?.interrupted === true) return broken < interruptions ? options.settleMs : undefined;

  const { retry } = options.policy;
  const probes = made.filter((attempt) => attempt.probe === true).length;
  const spent = made.length - broken - probes;
  if (failure.class === "invalid" || failure.class === "refused") return undefined;
  if (!retry.on.includes(failure.class) || spent >= retry.attempts) return undefined;

  const ceiling = Math.min(retry.maxMs, retry.initialMs * retry.factor ** Math.max(spent - 1, 0));
  const chance = retry.jitter === "full" ? random.next() : 1;
  return Math.max(
    Math.round(chance * ceiling),
    asked(failure, retry.jitter === "full" ? chance * retry.initialMs : 0),
    failure.class === "unknown" ? options.settleMs : 0,
  );
}

function asked({ detail: { retryAfterMs } }: Failure, jitterMs: number): number {
  return retryAfterMs === undefined ? 0 : retryAfterMs + Math.round(jitterMs);
}
