import { sharesBySystem } from "../../../../analysis/arrivals.ts";
import { backlogAfterOutage, steadyOf } from "../../../../analysis/backlog.ts";
import { rateText, sharesText } from "../../../../analysis/rate-text.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { durationText, parseDuration, parseRate } from "../../../../kinds/duration.ts";
import type { OutageSpec } from "../../../../kinds/estate/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** After an outage that the estate names, what has come meanwhile is worked off in the time that it promises. */
export const outageBacklog: Rule = {
  name: "outage-backlog",
  codes: ["WB3409"],
  looksAround: true,
  check(model, reporter) {
    for (const [name, outage] of Object.entries(model.estate?.spec.outages ?? {}))
      checkOutage(name, outage, model, reporter);
  },
};

function checkOutage(name: string, outage: OutageSpec, model: Model, reporter: Reporter): void {
  const { estate } = model;
  const system = model.systems.get(outage.system)?.document;
  const limits = system?.spec.limits;
  const shares = sharesBySystem(model).get(outage.system) ?? [];
  if (!estate || limits?.rate === undefined || steadyOf(shares) === 0) return;
  const backlog = backlogAfterOutage(shares, parseRate(limits.rate), parseDuration(outage.lasting));
  if (backlog.drainMs <= parseDuration(outage.drainedWithin)) return;
  // A backlog that also grows on an ordinary day is told as that (WB3406).
  if (!Number.isFinite(backlog.drainMs)) return;
  const steady = rateText(backlog.peak);
  reporter.report(
    "WB3409",
    estate.spanOf(outage, "drainedWithin"),
    `After \`${name}\` (${outage.lasting} without \`${outage.system}\`) the backlog is ${steady} × ${outage.lasting} = ${backlog.size} calls, and ${backlog.size} ÷ (${limits.rate} - ${steady}) = ${durationText(backlog.drainMs)} > ${outage.drainedWithin}.`,
    {
      help: `${sharesText(shares, "steady")}. Agree on a higher rate with the system's owner, or promise what can be kept.`,
      ...(system && {
        related: [{ message: "The system's limit is here.", span: system.spanOf(limits, "rate") }],
      }),
    },
  );
}
