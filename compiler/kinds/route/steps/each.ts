import { isExpression, type YamlScalar } from "../../../source/node.ts";
import { lowered } from "../../../values/prepared.ts";
import { expression } from "../../vocabulary.ts";
import { takeItemName } from "../sequence/names.ts";
import { expressionOf, type StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";
import { concurrency, stepList, stepName } from "./properties.ts";

/** Steps for every item of a list. */
export const eachStep: StepKind = {
  name: "each",
  named: "lines",
  takes: ["onFailure"],
  properties: {
    each: expression("The list."),
    as: { ...stepName, description: "The name of an item in the steps. Default: `item`." },
    index: { ...stepName, description: "The name of its number in the steps, from 0." },
    concurrency,
    steps: stepList("What is done with an item."),
    result: expression("What an item gives; the step's result is the list of these."),
  },
  prepare(step, scope) {
    const { names, as } = itemNames(step, scope);
    reportNoSteps(step, scope);
    const body = scope.sequence(step.steps ?? [], `${scope.id}.steps`, {
      names,
      region: { of: "each", outer: scope.region },
    });
    // Names of the body are taken for good: the trace says them, each with the item's number.
    for (const [name, span] of names) if (name !== as && name !== step.index) scope.names.set(name, span);
    const items = `${scope.id}.each`;
    const value = step.result === undefined ? undefined : `${scope.id}.result`;
    const binds = value !== undefined && step.name !== undefined;
    return {
      statements: [
        expressionOf(step, "each", scope),
        {
          do: "each",
          of: items,
          as,
          ...(step.index !== undefined && { index: step.index }),
          body: [...body.statements, ...(value === undefined ? [] : [expressionOf(step, "result", scope)])],
          ...(binds && { value, bind: step.name, bindOptional: scope.optional }),
        },
      ],
      binds,
      judge(checked) {
        const list = checked.get(items);
        const node = scope.node(step, "each");
        if (list && isExpression(node)) reportList(list, node, scope);
        body.judge(checked);
      },
      lower: (lowering) => ({
        items: lowered(lowering.checked, items),
        as,
        ...(step.index !== undefined && { index: step.index }),
        concurrency: step.concurrency ?? 1,
        steps: body.lower(lowering),
        ...(value !== undefined && { value: lowered(lowering.checked, value) }),
      }),
    };
  },
};

function itemNames(step: StepSpec, scope: StepScope) {
  const names = new Map(scope.names);
  const as = step.as ?? "item";
  takeItemName(as, scope.document.spanOf(step, step.as === undefined ? "each" : "as"), names, scope);
  if (step.index !== undefined) takeItemName(step.index, scope.document.spanOf(step, "index"), names, scope);
  return { names, as };
}

function reportNoSteps(step: StepSpec, scope: StepScope): void {
  if (step.steps) return;
  scope.report(
    "WB2302",
    scope.document.keySpan(step, "each"),
    "`each` says with `steps` what is done with an item.",
    scope.path,
    {
      help: "Add `steps: […]`. To make a list from a list, use `each` in a mapping.",
    },
  );
}

function reportList(
  list: { readonly isList: boolean; readonly mayBeMissing: boolean },
  node: YamlScalar,
  scope: StepScope,
): void {
  const text = node.text.slice(1).trim();
  if (!list.isList) scope.report("WB2314", node.span, "`each` wants a list, and this is none.", scope.path);
  else if (list.mayBeMissing)
    scope.report("WB2314", node.span, "The list may be missing.", scope.path, {
      help: `Say what it is then: \`=${text} ?? []\` for no items.`,
    });
}
