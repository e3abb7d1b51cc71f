import { classOf, isVital } from "../../../../analysis/class.ts";
import type { WalkedStep } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

/** People are on holiday, and say no; events get lost: whoever waits says how long, and what happens in each case. */
export const approvalOpen: Rule = {
  name: "approval-open",
  codes: ["WB3603", "WB3604"],
  check: eachStep((step, model, reporter) => {
    const waiting = waitingOf(step);
    if (!waiting) return;
    checkEnd(step, waiting, model, reporter);
    if (step.spec.approve && !step.spec.onReject)
      reporter.report(
        "WB3604",
        step.route.keySpan(step.spec, "approve"),
        `It is not said what happens when \`${step.spec.approve.role}\` says no.`,
        {
          help: "Add `onReject: [{ compensate: all }, { end: rejected }]`, or whatever the business does then.",
        },
      );
  }),
};

interface Waiting {
  readonly word: "approve" | "wait";
  readonly spec: { readonly within?: string };
  readonly for: string;
  /** That it did not come, in words. */
  readonly never: string;
  readonly late: string;
  readonly example: string;
  readonly branch: string;
}

/** Undefined where nothing is waited for, or a time alone, which comes. */
function waitingOf({ spec: { approve, wait } }: WalkedStep): Waiting | undefined {
  if (approve)
    return {
      word: "approve",
      spec: approve,
      for: approve.role,
      never: "nobody decides",
      late: `\`${approve.role}\` has not decided`,
      example: "4h",
      branch: "Add `onExpiry: [{ compensate: all }, { end: rejected }]`, or whatever the business does then.",
    };
  if (wait?.event === undefined) return undefined;
  return {
    word: "wait",
    spec: wait,
    for: wait.event,
    never: "it never comes",
    late: `no \`${wait.event}\` has come`,
    example: "5d",
    branch: "Add `onExpiry: […]`, which ends the run, or makes up for what is missing and goes on.",
  };
}

function checkEnd(step: WalkedStep, waiting: Waiting, model: Model, reporter: Reporter): void {
  // With a branch for what never happens, WB2328 says so.
  if (step.spec.onExpiry) return;
  const { within } = waiting.spec;
  if (within === undefined)
    reporter.report(
      "WB3603",
      step.route.keySpan(step.spec, waiting.word),
      `Nothing ends the wait for \`${waiting.for}\`: where ${waiting.never}, the run${laneText(step)} waits for ever.`,
      {
        severity: isVital(classOf(step.route, model)) ? "error" : "warning",
        help: `Say how long: \`within: ${waiting.example}\`, and with \`onExpiry\` what happens then.`,
      },
    );
  else
    reporter.report(
      "WB3604",
      step.route.spanOf(waiting.spec, "within"),
      `It is not said what happens when ${waiting.late} within ${within}.`,
      { help: waiting.branch },
    );
}

/** A run holds its lane. */
function laneText(step: WalkedStep): string {
  return step.route.spec.lane === undefined ? "" : ", and with it its whole lane,";
}
