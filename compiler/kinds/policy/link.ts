import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import type { LinkContext } from "../kind.ts";
import { fillPolicy } from "./lower.ts";
import type { PolicySpec } from "./spec.ts";

/** Nothing in a policy is meant to last longer. */
const tenYears = 3_652 * 86_400_000;

export function declarePolicies(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const policies = new Map<string, SpecDocument<PolicySpec>>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<PolicySpec>[]) {
    policies.set(document.metadata.name, document);
    checkDurations(document, context);
    checkBackoff(document, context);
    checkBreaker(document, context);
  }
  return { policies };
}

function checkDurations(document: SpecDocument<PolicySpec>, context: LinkContext): void {
  const { spec } = document;
  const places: readonly (readonly [object | undefined, string])[] = [
    [spec, "timeout"],
    [spec.retry?.backoff, "initial"],
    [spec.retry?.backoff, "max"],
    [spec.breaker, "within"],
    [spec.breaker, "reset"],
    [spec.idempotency, "retention"],
    [spec.deadLetter, "alert"],
    [spec.deadLetter, "retention"],
  ];
  for (const [owner, key] of places) {
    const text = owner && Object.entries(owner).find(([name]) => name === key)?.[1];
    if (!owner || typeof text !== "string") continue;
    const ms = parseDuration(text);
    // No wait at all before the second attempt can be meant.
    if ((ms > 0 || key === "initial") && ms <= tenYears) continue;
    context.reporter.report(
      "WB2901",
      document.spanOf(owner, key),
      `\`${key}\` is ${ms === 0 ? "nothing at all" : "more than ten years"}.`,
      {
        help:
          ms === 0
            ? `Give it a time, or leave \`${key}\` out for the default.`
            : "Is the unit right? `ms`, `s`, `m`, `h` and `d` are known.",
      },
    );
  }
}

function checkBackoff(document: SpecDocument<PolicySpec>, context: LinkContext): void {
  const backoff = document.spec.retry?.backoff;
  if (backoff?.initial === undefined || backoff.max === undefined) return;
  if (parseDuration(backoff.initial) <= parseDuration(backoff.max)) return;
  context.reporter.report(
    "WB2901",
    document.spanOf(backoff, "initial"),
    `The first wait, ${backoff.initial}, is longer than the longest, ${backoff.max}.`,
    {
      help: "Make `initial` at most `max`.",
      related: [{ message: "The longest wait is here.", span: document.spanOf(backoff, "max") }],
    },
  );
}

/** A system that hangs fails once a timeout for each call at once: so many failures must find room in `within`. */
function checkBreaker(document: SpecDocument<PolicySpec>, context: LinkContext): void {
  const { breaker, concurrency } = document.spec;
  if (breaker === undefined || concurrency === undefined) return;
  const { timeoutMs } = fillPolicy(document.metadata.name, document.spec);
  const rounds = Math.ceil(breaker.failures / concurrency);
  // The first round's failures are all there at its end: what counts lies between the first and the last.
  const neededMs = (rounds - 1) * timeoutMs;
  if (neededMs < parseDuration(breaker.within)) return;
  context.reporter.report(
    "WB2902",
    document.spanOf(breaker, "within"),
    `A system that hangs never opens this breaker: ${breaker.failures} timeouts of ${duration(timeoutMs)}, ${concurrency} at a time, take ${duration(neededMs)}, and only ${breaker.within} are looked at.`,
    {
      help: `Make \`within\` longer than ${duration(neededMs)}, or \`failures\` fewer, or \`timeout\` shorter.`,
    },
  );
}

function duration(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}
