import type { Plan, PlanReconciliation } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import type { ReconciliationSpec, Side } from "./spec.ts";
import { sideUnit } from "./units.ts";

export function lowerReconciliations(context: LowerContext): Partial<Plan> {
  const reconciliations = [...context.model.reconciliations.values()].map((document) =>
    lowerReconciliation(document, context),
  );
  return { reconciliations: byName(reconciliations) };
}

function lowerReconciliation(
  document: SpecDocument<ReconciliationSpec>,
  context: LowerContext,
): PlanReconciliation {
  const { metadata, spec } = document;
  const { total, breaks } = spec;
  const side = (which: Side) => {
    const unit = sideUnit(metadata.name, which);
    return {
      of: spec[which].of,
      ...(spec[which].where !== undefined && { where: context.expression(unit, "where") }),
      key: context.expression(unit, "key"),
      amount: context.expression(unit, "amount"),
    };
  };
  return {
    name: metadata.name,
    at: context.at(document.spanOf(metadata, "name")),
    ...(metadata.domain !== undefined && { domain: metadata.domain }),
    left: side("left"),
    right: side("right"),
    windowMs: parseDuration(spec.window),
    tolerance: spec.tolerance ?? "0",
    ...(total && {
      total: {
        side: total.left === undefined ? ("right" as const) : ("left" as const),
        of: total.left ?? total.right ?? "",
        amount: context.expression(sideUnit(metadata.name, "total"), "amount"),
      },
    }),
    breaks: {
      owner: breaks.owner,
      ...(breaks.within !== undefined && { withinMs: parseDuration(breaks.within) }),
    },
  };
}
