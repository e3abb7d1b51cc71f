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
    const under = domainsByPolicy(model);
    for (const policy of model.policies.values()) {
      checkAlert(policy, reporter);
      checkRecovery(policy, under.get(policy.metadata.name) ?? new Set(), model, reporter);
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

function checkRecovery(
  document: SpecDocument<PolicySpec>,
  domains: ReadonlySet<string>,
  model: Model,
  reporter: Reporter,
): void {
  const { deadLetter } = document.spec;
  const { retentionMs } = fillPolicy(document.metadata.name, document.spec).deadLetter;
  if (deadLetter?.retention === undefined) return;
  const longest = [...domains]
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

/** Of each policy: domains of the routes that follow it, and of the systems that they call under it. */
function domainsByPolicy(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const route of model.routes.values())
    for (const { policy, targets } of walkRoute(route, model).all) {
      if (!policy) continue;
      const domains = found.get(policy.policy.name) ?? new Set<string>();
      found.set(policy.policy.name, domains);
      const systems = targets.flatMap((target) =>
        target.kind === "operation" ? [target.system.document] : [],
      );
      for (const { metadata } of [route, ...systems])
        if (metadata.domain !== undefined) domains.add(metadata.domain);
    }
  return found;
}
