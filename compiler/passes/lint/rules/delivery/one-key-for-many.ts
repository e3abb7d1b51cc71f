import { dependsOn, namesOfField } from "../../../../analysis/depends-on.ts";
import {
  ancestors,
  type OperationTarget,
  operationName,
  type RouteWalk,
  type WalkedStep,
} from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import { isExpression } from "../../../../source/node.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

/** Two effects that are looked for by one reference are taken for one another: after an unknown outcome the second is never made. */
export const oneKeyForMany: Rule = {
  name: "one-key-for-many",
  codes: ["WB3508"],
  check: eachStep((step, model, reporter, walk) => {
    for (const target of step.targets)
      if (target.kind === "operation") checkCall(step, target, walk, model, reporter);
  }),
};

function checkCall(
  step: WalkedStep,
  target: OperationTarget,
  walk: RouteWalk,
  model: Model,
  reporter: Reporter,
): void {
  // Behind a capability's mapping the reference cannot be followed from here.
  if (target.provider) return;
  const names = referenceNames(step, target, walk, model);
  if (!names) return;
  const each = ancestors(step).find(
    ({ in: list, step: around }) => list === "steps" && around.kind === "each",
  )?.step;
  const item = each?.spec.as ?? "item";
  if (
    !each ||
    dependsOn(names, walk).has(item) ||
    (each.spec.index !== undefined && names.includes(each.spec.index))
  )
    return;
  reporter.report(
    "WB3508",
    step.route.spanOf(step.spec, "call"),
    `Every item calls \`${operationName(target)}\` under one reference, which says nothing of \`${item}\`: after an unknown outcome another item's is found and taken for this one, and this one is never made.`,
    {
      severity: "error",
      help: `Let the reference name the item too, such as its number within the object: \`=\`\${…}-\${${item}.…}\`\`.`,
      related: [{ message: "It is looked for by this.", span: target.operation.span }],
    },
  );
}

/** Names of the route from which the reference is made that a look-up finds the effect by; undefined where that cannot be followed. */
function referenceNames(
  step: WalkedStep,
  { operation }: OperationTarget,
  walk: RouteWalk,
  model: Model,
): readonly string[] | undefined {
  const { idempotent } = operation.spec;
  if (typeof idempotent !== "object" || !("verify" in idempotent)) return undefined;
  const fields = Object.values(idempotent.with ?? {}).flatMap((node) =>
    isExpression(node)
      ? [...node.text.matchAll(/\binput\s*\??\.\s*([A-Za-z_$][\w$]*)/g)].map(([, field]) => field ?? "")
      : [],
  );
  if (fields.length === 0) return undefined;
  const names = fields.map((field) => namesOfField(step.spec.with, field, walk, model));
  return names.some((each) => each === undefined) ? undefined : names.flatMap((each) => each ?? []);
}
