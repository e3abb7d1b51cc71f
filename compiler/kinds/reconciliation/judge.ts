import type { CheckedExpression } from "../../expressions/check.ts";
import { type AmountKind, amountKind } from "../amount.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext, CheckedUnits } from "../kind.ts";
import type { ReconciliationSpec } from "./spec.ts";
import { sideUnit } from "./units.ts";

type Part = "left" | "right" | "total";

const parts: Readonly<Record<Part, string>> = {
  left: "left side's amount",
  right: "right side's amount",
  total: "control total",
};
const words: Readonly<Record<AmountKind, string>> = { money: "money", plain: "a plain number" };

/** Both sides and the control total are amounts, always there, and of one kind: money, or plain numbers. */
export function judgeReconciliations(checked: CheckedUnits, context: CheckContext): void {
  for (const document of context.model.reconciliations.values()) {
    const amountOf = (part: Part) => checked.get(sideUnit(document.metadata.name, part))?.get("amount");
    const left = kindOf(document, "left", amountOf("left"), context);
    for (const part of ["right", "total"] as const) {
      const kind = kindOf(document, part, amountOf(part), context);
      if (left && kind && kind !== left) reportKinds(document, part, kind, left, context);
    }
  }
}

/** Undefined where it is none, which is reported, or where its expression has an error of its own. */
function kindOf(
  document: SpecDocument<ReconciliationSpec>,
  part: Part,
  amount: CheckedExpression | undefined,
  { reporter }: CheckContext,
): AmountKind | undefined {
  const owner = document.spec[part];
  if (!amount || !owner) return undefined;
  const kind = amountKind(amount);
  if (kind && !amount.mayBeMissing) return kind;
  reporter.report(
    "WB3903",
    document.spanOf(owner, "amount"),
    kind
      ? `The ${parts[part]} may be missing, and nothing agrees with a missing amount.`
      : `The ${parts[part]} is ${amount.typeText}, which is no amount.`,
    {
      help: kind
        ? "Say what it is then, or leave such items out by `where`."
        : "Compare money, a decimal or a whole number.",
    },
  );
  return undefined;
}

function reportKinds(
  document: SpecDocument<ReconciliationSpec>,
  part: "right" | "total",
  kind: AmountKind,
  left: AmountKind,
  { reporter }: CheckContext,
): void {
  const owner = document.spec[part];
  if (!owner) return;
  reporter.report(
    "WB3903",
    document.spanOf(owner, "amount"),
    `The ${parts[part]} is ${words[kind]}, the left side's amount is ${words[left]}: they cannot agree.`,
    {
      help: "Compare money with money, so that currencies are told apart, or `.amount` with `.amount` where there is only one.",
      related: [
        {
          message: "The left side's amount is here.",
          span: document.spanOf(document.spec.left, "amount"),
        },
      ],
    },
  );
}
