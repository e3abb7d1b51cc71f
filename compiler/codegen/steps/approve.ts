import type { ApproveStep, OutcomeBranch } from "../../plan/step.ts";
import { textLiteral } from "../../spelling/literal.ts";
import { given, mayFail } from "../given.ts";
import type { Layout } from "../layout/document.ts";
import { array, call, object } from "../layout/syntax.ts";
import { valueLayout } from "../value.ts";
import { outcomeBranch } from "./outcome.ts";
import { localName, type StepContext, type StepEmitter, stepLayout } from "./step.ts";

/** `run.approve(step, { role, withinMs, show }, ["rejected", "expired"])`; the outcomes of the list come back, others are thrown. */
export const emitApprove: StepEmitter<"approve"> = (step, context) => ({
  form: "outcome",
  type: () => context.module.runtimeType("Approval"),
  settle: (binding) => {
    const asked: Layout = ["await ", approval(step, context)];
    const { onReject, onExpiry, used } = step;
    const bind = (value: Layout): Layout => [
      binding === "declare" ? "const " : "",
      `${localName(step)} = `,
      value,
      ";",
    ];
    if (!onReject && !onExpiry) return [used ? bind(asked) : [asked, ";"]];
    const decision = context.module.scope.declare("decision");
    return [
      [`const ${decision} = `, asked, ";"],
      ...rejected(step, decision, context),
      ...outcomeBranch(`${decision}.kind === "expired"`, onExpiry, context),
      ...(used ? [bind(approved(decision, [onReject, onExpiry]))] : []),
    ];
  },
});

function approval(step: ApproveStep, context: StepContext): Layout {
  const { module, run } = context;
  const asked = object([
    { key: "role", value: textLiteral(step.role) },
    ...(step.withinMs === undefined ? [] : [{ key: "withinMs", value: String(step.withinMs) }]),
    {
      key: "show",
      value: step.show === undefined ? "{}" : given(valueLayout(module, step.show), mayFail(step.show)),
    },
  ]);
  const taken = [...(step.onReject ? ["rejected"] : []), ...(step.onExpiry ? ["expired"] : [])];
  return call(`${run}.approve`, [stepLayout(step, context), asked, array(taken.map(textLiteral))]);
}

/** There the step's name says who rejected it, and why. */
function rejected(step: ApproveStep, decision: string, context: StepContext): Layout[] {
  const own = step.onReject?.seesOwn === true ? [`const ${localName(step)} = ${decision};`] : [];
  return outcomeBranch(`${decision}.kind === "rejected"`, step.onReject, context, own);
}

/** Where all branches end, TypeScript knows here that it was approved. */
function approved(decision: string, branches: readonly (OutcomeBranch | undefined)[]): Layout {
  return branches.every((branch) => branch?.ends !== false)
    ? decision
    : `${decision}.kind === "approved" ? ${decision} : undefined`;
}
