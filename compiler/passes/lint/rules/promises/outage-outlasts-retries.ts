import { classOf, classText, isLedger } from "../../../../analysis/class.ts";
import { operationName, type WalkedStep } from "../../../../analysis/route-walk.ts";
import { retrySpan } from "../../../../analysis/worst-case.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { durationText, parseDuration } from "../../../../kinds/duration.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/**
 * A system may be down as long as its domain's recovery objective says. A call that has spent its attempts before that leaves a
 * dead letter for every message meanwhile; a breaker would pause the work instead.
 */
export const outageOutlastsRetries: Rule = {
  name: "outage-outlasts-retries",
  codes: ["WB3404"],
  check: eachRoute(({ all }, model, reporter) => {
    // Somebody who waits does not wait for an outage to end.
    if (all.some(({ kind }) => kind === "respond")) return;
    const told = new Set<string>();
    for (const step of all) checkStep(step, told, model, reporter);
  }),
};

function checkStep(step: WalkedStep, told: Set<string>, model: Model, reporter: Reporter): void {
  const ofClass = classOf(step.route, model);
  if (
    !ofClass ||
    !(isLedger(ofClass) || ofClass.criticality === "critical") ||
    !step.policy ||
    step.policy.policy.breaker
  )
    return;
  // A branch says what is done instead.
  const { onFailure = {} } = step.spec;
  if (onFailure.any || onFailure.transient) return;
  for (const target of step.targets) {
    if (target.kind !== "operation") continue; // A provider's route is looked at by itself.
    const domain = target.system.document.metadata.domain ?? "";
    const recovery = model.estate?.spec.domains[domain]?.recovery;
    const { policy, document } = step.policy;
    const span = retrySpan(policy);
    if (!recovery || span.ms >= parseDuration(recovery.time) || told.has(policy.name)) continue;
    told.add(policy.name);
    reporter.report(
      "WB3404",
      step.route.spanOf(step.spec, "call"),
      `\`${target.system.document.metadata.name}\` may be down for ${recovery.time} (recovery objective of \`${domain}\`), but the attempts of \`${operationName(target)}\` are spent after ${durationText(span.ms)}: ${span.text} < ${recovery.time}. What comes later in an outage ends as a dead letter.`,
      {
        severity: "warning",
        help: `Give policy \`${policy.name}\` a \`breaker\`, which pauses the work instead of spending attempts, or retries that last as long: the ${classText(ofClass)} is worth it.`,
        ...(document && {
          related: [{ message: "The policy is here.", span: document.spanOf(document.metadata, "name") }],
        }),
      },
    );
  }
}
