import { type Way, ways } from "../../../../analysis/event-ways.ts";
import { leftOut, sumText, total } from "../../../../analysis/worst-case.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { durationText, parseDuration } from "../../../../kinds/duration.ts";
import type { ProcessSpec } from "../../../../kinds/process/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** A milestone is within its deadline also at worst, on every way by which routes lead to it from the milestone before. */
export const milestoneDeadline: Rule = {
  name: "milestone-deadline",
  codes: ["WB3402"],
  looksAround: true,
  check(model, reporter) {
    for (const document of model.processes.values())
      for (const name of Object.keys(document.spec.milestones))
        checkMilestone(document, name, model, reporter);
  },
};

function checkMilestone(
  document: SpecDocument<ProcessSpec>,
  name: string,
  model: Model,
  reporter: Reporter,
): void {
  const { milestones, serviceLevel } = document.spec;
  const milestone = milestones[name];
  const before = milestone?.after === undefined ? undefined : milestones[milestone.after];
  if (!milestone || !before || milestone.within === undefined) return;
  const slowest = ways(before.on, milestone.on, model).reduce<Way | undefined>(
    (most, way) => (most && total(most.terms) >= total(way.terms) ? most : way),
    undefined,
  );
  if (!slowest || total(slowest.terms) <= parseDuration(milestone.within)) return;
  // What waits for ever is told as that, where it waits.
  if (!Number.isFinite(total(slowest.terms))) return;
  const routes = slowest.routes.map((route) => `\`${route.metadata.name}\``).join(", then ");
  const level = serviceLevel?.milestone === name ? serviceLevel : undefined;
  reporter.report(
    "WB3402",
    document.spanOf(milestone, "within"),
    `\`${name}\` is promised within ${milestone.within} after \`${milestone.after ?? ""}\`, but ${routes} may take ${durationText(total(slowest.terms))}: ${sumText(slowest.terms)} > ${milestone.within}.`,
    {
      // What the service level counts is promised to others.
      severity: level ? "error" : "warning",
      help: [
        "Shorten the retries, waits and approvals on the way, or promise what can be kept.",
        ...(level ? [`The service level of ${level.target} is measured by it.`] : []),
        ...leftOut(slowest.terms).map((text) => `${text}.`),
      ].join(" "),
      related: slowest.terms
        .filter(({ ms }) => ms > 0)
        .slice(0, 4)
        .map(({ step, ms }) => ({
          message: `Up to ${durationText(ms)} here.`,
          span: step.route.spanOf(step.spec),
        })),
    },
  );
}
