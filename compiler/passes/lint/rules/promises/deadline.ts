import { classOf, isVital } from "../../../../analysis/class.ts";
import type { RouteWalk, WalkedStep } from "../../../../analysis/route-walk.ts";
import { leftOut, sumText, type Term, termsTo, total } from "../../../../analysis/worst-case.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { durationText, parseDuration } from "../../../../kinds/duration.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** A caller who waits is answered within the deadline, also when every attempt takes its time and every retry is needed. */
export const deadline: Rule = {
  name: "deadline",
  codes: ["WB3401"],
  check: eachRoute((walk, model, reporter) => {
    const { http } = walk.route.spec.trigger;
    if (http?.deadline !== undefined) checkRoute(walk, parseDuration(http.deadline), model, reporter);
  }),
};

function checkRoute(walk: RouteWalk, deadlineMs: number, model: Model, reporter: Reporter): void {
  const slowest = walk.all
    .filter(({ kind }) => kind === "respond")
    .map((step) => ({ step, terms: termsTo(step, walk, model) }))
    .sort((left, right) => total(right.terms) - total(left.terms))[0];
  if (!slowest || total(slowest.terms) <= deadlineMs) return;
  report(walk, slowest.step, slowest.terms, model, reporter);
}

function report(
  { route }: RouteWalk,
  respond: WalkedStep,
  terms: readonly Term[],
  model: Model,
  reporter: Reporter,
): void {
  const { http } = route.spec.trigger;
  if (http?.deadline === undefined) return;
  const ofClass = classOf(route, model);
  const waits = terms.some(({ step }) => step.kind === "approve" || step.kind === "wait");
  const longest = terms.reduce((most, term) => (term.ms > most.ms ? term : most));
  reporter.report(
    "WB3401",
    route.spanOf(http, "deadline"),
    `The caller is promised an answer within ${http.deadline}, but it may take ${durationText(total(terms))}: ${sumText(terms)} > deadline ${http.deadline}.`,
    {
      severity: ofClass?.latency === "interactive" && isVital(ofClass) ? "error" : "warning",
      help: [
        waits
          ? "Answer before what waits for people or events: put `respond` ahead of it, and what is left goes on behind the answer."
          : "Give the steps before `respond` a policy with fewer attempts and a shorter timeout, put `respond` before them, or leave it out: the caller gets 202 and the run's address then.",
        ...leftOut(terms).map((text) => `${text}.`),
      ].join(" "),
      related: [
        { message: "It is answered here.", span: route.spanOf(respond.spec) },
        { message: "This takes most of it.", span: longest.step.route.spanOf(longest.step.spec) },
      ],
    },
  );
}
