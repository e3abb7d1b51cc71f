import { type Share, sharesBySystem } from "../../../../analysis/arrivals.ts";
import { backlogAfterPeak } from "../../../../analysis/backlog.ts";
import { classOf, classText, type NamedClass } from "../../../../analysis/class.ts";
import { rateText, sharesText } from "../../../../analysis/rate-text.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { durationText, parseRate } from "../../../../kinds/duration.ts";
import type { LinkedSystem, Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** How long the last message of a peak may wait for its turn, by how soon the class wants it done. */
const patience: Readonly<Record<NamedClass["latency"], number>> = {
  interactive: 60_000,
  seconds: 3_600_000,
  minutes: 4 * 3_600_000,
  hours: 24 * 3_600_000,
  daily: 72 * 3_600_000,
};

/** A peak may be more than a system takes, if the backlog is worked off before it matters. */
export const peakBacklog: Rule = {
  name: "peak-backlog",
  codes: ["WB3408"],
  looksAround: true,
  check(model, reporter) {
    for (const [name, shares] of sharesBySystem(model)) {
      const system = model.systems.get(name);
      if (system) checkSystem(system, shares, model, reporter);
    }
  },
};

function checkSystem(system: LinkedSystem, shares: readonly Share[], model: Model, reporter: Reporter): void {
  const { limits } = system.document.spec;
  if (limits?.rate === undefined) return;
  const limit = parseRate(limits.rate);
  const backlog = backlogAfterPeak(shares, limit);
  // A backlog that also grows on an ordinary day is told as that (WB3406).
  if (!backlog || !Number.isFinite(backlog.drainMs)) return;
  const name = system.document.metadata.name;
  for (const share of shares) {
    const ofClass = classOf(share.route, model);
    const { load } = share.route.spec;
    if (!ofClass || !load || share.peak <= share.steady) continue;
    const most = patience[ofClass.latency];
    if (backlog.waitMs <= most) continue;
    reporter.report(
      "WB3408",
      share.route.spanOf(load, load.peak === undefined ? undefined : "peak"),
      `At the peak \`${name}\` is asked ${rateText(backlog.peak)} and takes ${limits.rate}: after ${durationText(backlog.lastingMs)} ${backlog.size} calls wait, the last one for ${backlog.size} ÷ ${limits.rate} = ${durationText(backlog.waitMs)}; the backlog is gone after ${durationText(backlog.drainMs)} more.`,
      {
        severity: "warning",
        help: `${sharesText(shares, "peak")}. The ${classText(ofClass)} is \`${ofClass.latency}\`: at a peak that is taken to bear ${durationText(most)}. Agree on a higher rate for the peak, ask for many in one call, or give the route another class.`,
        related: [{ message: "The system's limit is here.", span: system.document.spanOf(limits, "rate") }],
      },
    );
    return;
  }
}
