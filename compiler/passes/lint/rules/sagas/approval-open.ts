import { classOf, isVital } from "../../../../analysis/class.ts";
import { type WalkedStep, walkRoute } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** People are on holiday, and say no: an approval says how long it is waited for, and what happens in both cases. */
export const approvalOpen: Rule = {
  name: "approval-open",
  codes: ["WB3603", "WB3604"],
  check(model, reporter) {
    for (const route of model.routes.values())
      for (const step of walkRoute(route, model).all)
        if (step.spec.approve) checkApproval(step, model, reporter);
        else if (step.spec.wait?.event !== undefined) checkWait(step, model, reporter);
  },
};

function checkApproval(step: WalkedStep, model: Model, reporter: Reporter): void {
  const { approve, onReject, onExpiry } = step.spec;
  if (!approve) return;
  // With a branch for it, WB2328 says that it is never taken.
  if (approve.within === undefined && !onExpiry)
    reporter.report(
      "WB3603",
      step.route.keySpan(step.spec, "approve"),
      `Nothing ends the wait for \`${approve.role}\`: where nobody decides, the run${laneText(step)} waits for ever.`,
      {
        severity: severityOf(step, model),
        help: "Say how long: `within: 4h`, and with `onExpiry` what happens then.",
      },
    );
  else if (approve.within !== undefined && !onExpiry)
    reporter.report(
      "WB3604",
      step.route.spanOf(approve, "within"),
      `It is not said what happens when \`${approve.role}\` has not decided within ${approve.within}.`,
      {
        help: "Add `onExpiry: [{ compensate: all }, { end: rejected }]`, or whatever the business does then.",
      },
    );
  if (!onReject)
    reporter.report(
      "WB3604",
      step.route.keySpan(step.spec, "approve"),
      `It is not said what happens when \`${approve.role}\` says no.`,
      {
        help: "Add `onReject: [{ compensate: all }, { end: rejected }]`, or whatever the business does then.",
      },
    );
}

function checkWait(step: WalkedStep, model: Model, reporter: Reporter): void {
  const { wait, onExpiry } = step.spec;
  if (wait?.event === undefined) return;
  if (wait.within === undefined && !onExpiry)
    reporter.report(
      "WB3603",
      step.route.keySpan(step.spec, "wait"),
      `Nothing ends the wait for \`${wait.event}\`: where it never comes, the run${laneText(step)} waits for ever.`,
      {
        severity: severityOf(step, model),
        help: "Say how long: `within: 5d`, and with `onExpiry` what happens then.",
      },
    );
  else if (wait.within !== undefined && !onExpiry)
    reporter.report(
      "WB3604",
      step.route.spanOf(wait, "within"),
      `It is not said what happens when no \`${wait.event}\` has come within ${wait.within}.`,
      {
        help: "Add `onExpiry: […]`, which ends the run, or makes up for what is missing and goes on.",
      },
    );
}

function severityOf(step: WalkedStep, model: Model) {
  return isVital(classOf(step.route, model)) ? "error" : "warning";
}

/** A run holds its lane. */
function laneText(step: WalkedStep): string {
  return step.route.spec.lane === undefined ? "" : ", and with it its whole lane,";
}
