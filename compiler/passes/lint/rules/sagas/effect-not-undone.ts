import { classOf, classText, isFinancial, isLedger, type NamedClass } from "../../../../analysis/class.ts";
import { hasEffect } from "../../../../analysis/effect.ts";
import {
  ancestors,
  operationName,
  operationsOf,
  stepsBefore,
  type WalkedStep,
} from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** What was done before a step that can fail for good is undone, or somebody says why not. */
export const effectNotUndone: Rule = {
  name: "effect-not-undone",
  codes: ["WB3601"],
  check: eachRoute(({ route, all }, model, reporter) => {
    const ofClass = classOf(route, model);
    if (!ofClass || !matters(ofClass)) return;
    const told = new Set<WalkedStep>();
    for (const step of all) checkStep(step, ofClass, told, reporter);
  }),
};

/** Where nobody outside is hurt, what is half done may be left. */
function matters(ofClass: NamedClass): boolean {
  return isFinancial(ofClass) || ["customer", "stock", "ledger"].includes(ofClass.failureImpact);
}

function checkStep(step: WalkedStep, ofClass: NamedClass, told: Set<WalkedStep>, reporter: Reporter): void {
  const failure = failureOf(step);
  if (failure === undefined) return;
  for (const before of stepsBefore(step)) {
    if (told.has(before) || !isEffect(before) || before.spec.compensate !== undefined) continue;
    // Its own failure is no effect.
    if (step.parent?.step === before && step.parent.in === "onFailure") continue;
    told.add(before);
    report(before, step, failure, ofClass, reporter);
  }
}

/** How a step can fail for good, so that what was done before it stands alone; undefined where it cannot, or where a branch makes up for it. */
function failureOf(step: WalkedStep): string | undefined {
  if (step.kind === "approve") return "may be rejected";
  if (step.kind === "fail") return "fails the run";
  // A branch of a failure or a decision is how it is made up for.
  if (!isEffect(step) || ancestors(step).some(({ in: list }) => list.startsWith("on"))) return undefined;
  const { refused, any } = step.spec.onFailure ?? {};
  const branch = refused ?? any;
  const makesUp = branch?.some((inner) => inner.call !== undefined || inner.compensate !== undefined);
  return makesUp === true ? undefined : "may be refused";
}

function isEffect(step: WalkedStep): boolean {
  return operationsOf(step).some(({ target }) => hasEffect(target.operation));
}

function report(
  before: WalkedStep,
  step: WalkedStep,
  failure: string,
  ofClass: NamedClass,
  reporter: Reporter,
): void {
  const done = operationsOf(before).find(({ target }) => hasEffect(target.operation));
  const name = step.spec.name ?? step.kind;
  reporter.report(
    "WB3601",
    before.route.spanOf(before.spec, "call"),
    `\`${before.spec.call ?? ""}\`${done && operationName(done.target) !== before.spec.call ? ` (\`${operationName(done.target)}\`)` : ""} has its effect, and then \`${name}\` ${failure}: it is not said how the effect is undone.`,
    {
      severity: isLedger(ofClass) ? "error" : "warning",
      help: `In the ${classText(ofClass)} nothing is left half done by accident. Add \`compensate: { call: …, with: =${before.spec.name ?? "…"} }\`, or say why it may stay: \`compensate: { none: "…" }\`.`,
      related: [{ message: "This can fail for good.", span: step.route.spanOf(step.spec) }],
    },
  );
}
