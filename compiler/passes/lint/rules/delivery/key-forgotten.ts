import { classOf, isFinancial } from "../../../../analysis/class.ts";
import { effectivePolicy } from "../../../../analysis/effective-policy.ts";
import { walkRoute } from "../../../../analysis/route-walk.ts";
import { termsThrough, total } from "../../../../analysis/worst-case.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { durationText } from "../../../../kinds/duration.ts";
import { fillPolicy } from "../../../../kinds/policy/lower.ts";
import type { PolicySpec } from "../../../../kinds/policy/spec.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/**
 * A message's key is kept until nothing can repeat it any more: its run's retries are over, and its dead letter can no longer be
 * redriven. Forgotten earlier, the sender's repetition beside the redriven dead letter is the same work twice.
 */
export const keyForgotten: Rule = {
  name: "key-forgotten",
  codes: ["WB3504"],
  looksAround: true,
  check(model, reporter) {
    const under = routesByPolicy(model);
    for (const policy of model.policies.values())
      checkPolicy(policy, under.get(policy.metadata.name) ?? [], model, reporter);
  },
};

function checkPolicy(
  document: SpecDocument<PolicySpec>,
  routes: readonly SpecDocument<RouteSpec>[],
  model: Model,
  reporter: Reporter,
): void {
  const { metadata, spec } = document;
  if (!spec.idempotency) return; // The default is long enough for what the rest of the policy says.
  const { idempotencyMs, deadLetter } = fillPolicy(metadata.name, spec);
  const slowest = routes
    .map((route) => ({ route, ms: finite(total(termsThrough(walkRoute(route, model), model))) }))
    .sort((left, right) => right.ms - left.ms)[0];
  const runMs = slowest?.ms ?? 0;
  if (idempotencyMs >= runMs + deadLetter.retentionMs) return;
  const financial = routes.some((route) => isFinancial(classOf(route, model)));
  const run =
    slowest && runMs > 0
      ? `${durationText(runMs)} of steps and retries (\`${slowest.route.metadata.name}\`) + `
      : "";
  reporter.report(
    "WB3504",
    document.spanOf(spec.idempotency, "retention"),
    `A message's key is forgotten after ${spec.idempotency.retention}, but the message can be worked on for ${run}${durationText(deadLetter.retentionMs)} as a dead letter = ${durationText(runMs + deadLetter.retentionMs)}: sent again in between, it is done twice.`,
    {
      severity: financial ? "error" : "warning",
      help: `Keep keys longer than that, such as \`${Math.ceil((runMs + deadLetter.retentionMs) / 86_400_000) + 7}d\`, keep dead letters for a shorter time, or leave \`idempotency\` out: the default is a week longer than dead letters are kept.`,
      ...(spec.deadLetter?.retention !== undefined && {
        related: [
          { message: "Dead letters are kept so long.", span: document.spanOf(spec.deadLetter, "retention") },
        ],
      }),
    },
  );
}

/** Keys belong to runs, so that the policy of the route counts, not that of a step. */
function routesByPolicy(model: Model): ReadonlyMap<string | undefined, readonly SpecDocument<RouteSpec>[]> {
  return Map.groupBy(model.routes.values(), (route) => effectivePolicy(route, undefined, model)?.policy.name);
}

/** What waits without end is told elsewhere. */
function finite(ms: number): number {
  return Number.isFinite(ms) ? ms : 0;
}
