import { classOf, isFinancial } from "../../../../analysis/class.ts";
import { isBlind, waysToKnow } from "../../../../analysis/effect.ts";
import {
  type OperationTarget,
  operationName,
  targetsOf,
  type WalkedStep,
} from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { undoOf } from "../../../../kinds/route/sequence/within.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

/** Undoing is tried until it is done, so that it must have no second effect. */
export const undoNotIdempotent: Rule = {
  name: "undo-not-idempotent",
  codes: ["WB3602"],
  check: eachStep(checkStep),
};

function checkStep(step: WalkedStep, model: Model, reporter: Reporter): void {
  const undo = undoOf(step.spec);
  if (undo?.call === undefined) return;
  const blind = operations(undo.call, step, model).find(({ operation }) => isBlind(operation));
  if (!blind) return;
  reporter.report(
    "WB3602",
    step.route.spanOf(undo, "call"),
    `\`${operationName(blind)}\` undoes \`${step.spec.name ?? step.spec.call ?? ""}\`, but is not idempotent: after a timeout or a crash nobody knows whether it was undone, and it is not tried again.`,
    {
      severity: isFinancial(classOf(step.route, model)) ? "error" : "warning",
      help: waysToKnow,
      related: [{ message: "The operation is here.", span: blind.operation.span }],
    },
  );
}

function operations(call: string, step: WalkedStep, model: Model): readonly OperationTarget[] {
  return targetsOf(call, { model, within: [step.route] }).filter((target) => target.kind === "operation");
}
