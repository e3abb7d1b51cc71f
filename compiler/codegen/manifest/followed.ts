import type {
  PlanExpression,
  PlanProcess,
  PlanReconciliation,
  PlanReconciliationSide,
} from "../../plan/plan.ts";

/** Processes and reconciliations as the manifest says them: data, with expressions as checked text over `event` or `item`. */
export function processEntry(process: PlanProcess): unknown {
  const { at, milestones, totals, ...rest } = process;
  return {
    ...rest,
    file: at.file,
    line: at.line,
    milestones: milestones.map(({ when, ...milestone }) => ({ ...milestone, when: codeOf(when) })),
    totals: totals.map(({ when, add, ...total }) => ({ ...total, when: codeOf(when), add: add.code })),
  };
}

export function reconciliationEntry(reconciliation: PlanReconciliation): unknown {
  const { at, left, right, total, ...rest } = reconciliation;
  return {
    ...rest,
    file: at.file,
    line: at.line,
    left: sideEntry(left),
    right: sideEntry(right),
    total: total && { ...total, amount: total.amount.code },
  };
}

function sideEntry({ of, where, key, amount }: PlanReconciliationSide): unknown {
  return { of, where: codeOf(where), key: key.code, amount: amount.code };
}

function codeOf(expression: PlanExpression | undefined): string | undefined {
  return expression?.code;
}
