import { classOf, isFinancial } from "../../../../analysis/class.ts";
import { hasEffect, repeatedBy } from "../../../../analysis/effect.ts";
import {
  type OperationTarget,
  operationName,
  targetsOf,
  type WalkedStep,
  walkRoute,
} from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { undoOf } from "../../../../kinds/route/steps/within.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** Undoing is tried until it is done, so that it must have no second effect. */
export const undoNotIdempotent: Rule = {
  name: "undo-not-idempotent",
  codes: ["WB3602"],
  check(model, reporter) {
    for (const route of model.routes.values())
      for (const step of walkRoute(route, model).all) checkStep(step, model, reporter);
  },
};

function checkStep(step: WalkedStep, model: Model, reporter: Reporter): void {
  const undo = undoOf(step.spec);
  if (undo?.call === undefined) return;
  const blind = operations(undo.call, step, model).find(
    ({ operation }) => hasEffect(operation) && repeatedBy(operation) === undefined,
  );
  if (!blind) return;
  reporter.report(
    "WB3602",
    step.route.spanOf(undo, "call"),
    `\`${operationName(blind)}\` undoes \`${step.spec.name ?? step.spec.call ?? ""}\`, but is not idempotent: after a timeout or a crash nobody knows whether it was undone, and it is not tried again.`,
    {
      severity: isFinancial(classOf(step.route, model)) ? "error" : "warning",
      help: "Say on the operation how it is known: `idempotent: { header: Idempotency-Key }`, `{ verify: …, with: …, found: … }`, or `true` where a second call changes nothing.",
      related: [{ message: "The operation is here.", span: blind.operation.span }],
    },
  );
}

function operations(call: string, step: WalkedStep, model: Model): readonly OperationTarget[] {
  return targetsOf(call, { model, within: [step.route] }).filter((target) => target.kind === "operation");
}
