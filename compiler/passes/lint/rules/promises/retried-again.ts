import { repeatedBy } from "../../../../analysis/effect.ts";
import {
  operationName,
  operationsOf,
  stepsWithin,
  type WalkedStep,
} from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

const repeatedClasses = ["transient", "throttled", "unknown", "any"] as const;

/** What a policy has tried to the end is not tried again by hand: attempts of two layers add up, or multiply, unseen. */
export const retriedAgain: Rule = {
  name: "retried-again",
  codes: ["WB3405"],
  check: eachStep((step, _model, reporter) => {
    if (step.spec.call !== undefined) checkCall(step, reporter);
  }),
};

function checkCall(step: WalkedStep, reporter: Reporter): void {
  const tried = new Set(operationsOf(step).map(({ target }) => operationName(target)));
  for (const { in: list, at, steps } of step.inner) {
    const failure = at.slice("onFailure.".length);
    if (list !== "onFailure" || !repeatedClasses.some((each) => each === failure)) continue;
    const again = stepsWithin(steps).find((inner) =>
      operationsOf(inner).some(({ target }) => tried.has(operationName(target))),
    );
    if (again) report(step, again, failure, reporter);
  }
}

function report(step: WalkedStep, again: WalkedStep, failure: string, reporter: Reporter): void {
  const first = step.policy?.policy.retry.attempts ?? 1;
  const second = again.policy?.policy.retry.attempts ?? 1;
  const blind = operationsOf(step).find(({ target }) => repeatedBy(target.operation) === undefined);
  const mayBeDone = (failure === "unknown" || failure === "any") && blind !== undefined;
  reporter.report(
    "WB3405",
    again.route.spanOf(again.spec, "call"),
    mayBeDone
      ? `\`${again.spec.call}\` is called again after its outcome is unknown, and nothing tells that the first call had no effect: it may be done twice.`
      : `\`${again.spec.call}\` is tried ${first} times by policy \`${step.policy?.policy.name ?? ""}\`, and then ${second} times more here: ${first} + ${second} = ${first + second} attempts on a system that does not answer.`,
    {
      severity: mayBeDone ? "error" : "warning",
      help: mayBeDone
        ? "Let a person look, or make the operation idempotent: `idempotent: { header: … }`, or `{ verify: …, with: …, found: … }`."
        : "Say in one place how often it is tried: `attempts` of the policy. Let the branch do something else.",
      related: [{ message: "It has failed here.", span: step.route.spanOf(step.spec, "call") }],
    },
  );
}
