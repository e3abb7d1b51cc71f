import { walkRoute } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { durationText, parseDuration } from "../../../../kinds/duration.ts";
import { fillPolicy } from "../../../../kinds/policy/lower.ts";
import type { PolicySpec } from "../../../../kinds/policy/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** A dead letter is kept until what it waits for is back, and somebody is told while it is still there. */
export const deadLetterKept: Rule = {
  name: "dead-letter-kept",
  codes: ["WB3410"],
  looksAround: true,
  check(model, reporter) {
    for (const policy of model.policies.values()) {
      checkAlert(policy, reporter);
      checkRecovery(policy, model, reporter);
    }
  },
};

function checkAlert(document: SpecDocument<PolicySpec>, reporter: Reporter): void {
  const { deadLetter } = document.spec;
  const { alertMs, retentionMs } = fillPolicy(document.metadata.name, document.spec).deadLetter;
  if (!deadLetter || alertMs === undefined || alertMs < retentionMs) return;
  reporter.report(
    "WB3410",
    document.spanOf(deadLetter, "alert"),
    `Somebody is told of a dead letter after ${deadLetter.alert}, when it has been gone since ${durationText(retentionMs)}.`,
    { severity: "error", help: "Let `alert` come before `retention` has passed." },
  );
}

function checkRecovery(document: SpecDocument<PolicySpec>, model: Model, reporter: Reporter): void {
  const { deadLetter } = document.spec;
  const { retentionMs } = fillPolicy(document.metadata.name, document.spec).deadLetter;
  if (deadLetter?.retention === undefined) return;
  const longest = domainsUnder(document.metadata.name, model)
    .flatMap((name) => {
      const recovery = model.estate?.spec.domains[name]?.recovery;
      return recovery ? [{ name, time: recovery.time }] : [];
    })
    .sort((left, right) => parseDuration(right.time) - parseDuration(left.time))[0];
  if (!longest || retentionMs >= parseDuration(longest.time)) return;
  reporter.report(
    "WB3410",
    document.spanOf(deadLetter, "retention"),
    `Dead letters are kept for ${deadLetter.retention}, and \`${longest.name}\` may be down for ${longest.time} (its recovery objective): they are gone before they can be redriven.`,
    {
      severity: "error",
      help: `Keep them longer than ${longest.time}, and longer than people need to look at them: weeks.`,
    },
  );
}

/** Domains of the routes that follow the policy, and of the systems that they call under it. */
function domainsUnder(policy: string, model: Model): readonly string[] {
  const domains = new Set<string>();
  for (const route of model.routes.values())
    for (const step of walkRoute(route, model).all) {
      if (step.policy?.policy.name !== policy) continue;
      if (route.metadata.domain !== undefined) domains.add(route.metadata.domain);
      for (const target of step.targets)
        if (target.kind === "operation" && target.system.document.metadata.domain !== undefined)
          domains.add(target.system.document.metadata.domain);
    }
  return [...domains];
}
