import { classOf, classText, isVital, type NamedClass } from "../../../../analysis/class.ts";
import { leftOut, sumText, termsThrough, total } from "../../../../analysis/worst-case.ts";
import { durationText } from "../../../../kinds/duration.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** What the words of `latency` mean where nothing fails: the longest a run may take with one attempt of everything. */
const within: Readonly<Record<NamedClass["latency"], number>> = {
  interactive: 10_000,
  seconds: 60_000,
  minutes: 3_600_000,
  hours: 86_400_000,
  daily: 7 * 86_400_000,
};

/** A route is as quick as its class says while nothing fails. */
export const classLatency: Rule = {
  name: "class-latency",
  codes: ["WB3403"],
  check: eachRoute((walk, model, reporter) => {
    const { route } = walk;
    const ofClass = classOf(route, model);
    if (!ofClass) return;
    const terms = termsThrough(walk, model, "oneAttempt");
    const most = within[ofClass.latency];
    if (total(terms) <= most) return;
    reporter.report(
      "WB3403",
      route.spanOf(route.spec, "class"),
      `The ${classText(ofClass)} wants it done ${said(ofClass)}, but one attempt of each step may already take ${durationText(total(terms))}: ${sumText(terms)}.`,
      {
        severity: isVital(ofClass) && ofClass.latency === "interactive" ? "error" : "warning",
        help: [
          `\`${ofClass.latency}\` is up to ${durationText(most)} while nothing fails. Shorten the timeouts and waits, do what does not depend on each other in \`parallel\`, or give the route another class.`,
          ...leftOut(terms).map((text) => `${text}.`),
        ].join(" "),
      },
    );
  }),
};

function said({ latency }: NamedClass): string {
  if (latency === "interactive") return "while somebody waits";
  return latency === "daily" ? "within a day" : `in ${latency}`;
}
