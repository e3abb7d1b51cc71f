import { classOf, classText, isFinancial, isLedger, isVital } from "../../../../analysis/class.ts";
import { isBlind, waysToKnow } from "../../../../analysis/effect.ts";
import { operationName, operationsOf, type WalkedStep } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

/**
 * A call that has no second effect when it is repeated is the only one that can be promised effectively once. Of any other, an
 * attempt that timed out, or that a crash cut off, may have had its effect, and nobody can tell.
 */
export const notIdempotent: Rule = {
  name: "not-idempotent",
  codes: ["WB3501"],
  check: eachStep(checkStep),
};

function checkStep(step: WalkedStep, model: Model, reporter: Reporter): void {
  const ofClass = classOf(step.route, model);
  if (!ofClass || !(isFinancial(ofClass) || isVital(ofClass))) return;
  const found = operationsOf(step).find(
    ({ step: calling, target }) =>
      // A provider's route of a class of its own is looked at by itself.
      (calling.route === step.route || !classOf(calling.route, model)) && isBlind(target.operation),
  );
  if (!found) return;
  const { target } = found;
  const name = operationName(target);
  const retried = found.step.policy?.policy.retry.on.includes("unknown") === true;
  reporter.report(
    "WB3501",
    step.route.spanOf(step.spec, "call"),
    `\`${name}\` is not idempotent: after a timeout, or a crash while it is called, it may have had its effect, and ${
      retried
        ? `it is not tried again although policy \`${found.step.policy?.policy.name ?? ""}\` retries \`unknown\``
        : "nothing can tell"
    }. In the ${classText(ofClass)} each of these waits for a person.`,
    {
      severity: isLedger(ofClass) ? "error" : "warning",
      help: waysToKnow,
      related: [{ message: "The operation is here.", span: target.operation.span }],
    },
  );
}
