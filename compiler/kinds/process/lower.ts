import type { Plan, PlanProcess } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { ownerOf } from "../owner.ts";
import type { ProcessSpec } from "./spec.ts";
import { milestoneUnit, totalUnit } from "./units.ts";

export function lowerProcesses(context: LowerContext): Partial<Plan> {
  const processes = [...context.model.processes.values()].map((document) => lowerProcess(document, context));
  return { processes: byName(processes) };
}

function lowerProcess(document: SpecDocument<ProcessSpec>, context: LowerContext): PlanProcess {
  const { metadata, spec } = document;
  const owner = ownerOf(document, context.model);
  const conditionOf = (unit: string, said: { readonly when?: string }) =>
    said.when === undefined ? {} : { when: context.expression(unit, "when") };
  return {
    name: metadata.name,
    at: context.at(document.spanOf(metadata, "name")),
    ...(metadata.domain !== undefined && { domain: metadata.domain }),
    ...(owner !== undefined && { owner }),
    subject: spec.subject,
    correlate: byName(Object.entries(spec.correlate).map(([name, field]) => ({ name, field }))),
    // In the order of the text, which is the order in which people think of them.
    milestones: Object.entries(spec.milestones).map(([name, milestone]) => {
      const lateOwner = milestone.owner ?? owner;
      return {
        name,
        on: milestone.on,
        ...conditionOf(milestoneUnit(metadata.name, name), milestone),
        ...(milestone.within !== undefined && { withinMs: parseDuration(milestone.within) }),
        ...(milestone.after !== undefined && { after: milestone.after }),
        ...(lateOwner !== undefined && { owner: lateOwner }),
      };
    }),
    totals: byName(
      Object.entries(spec.totals ?? {}).map(([name, total]) => ({
        name,
        on: total.on,
        ...conditionOf(totalUnit(metadata.name, name), total),
        add: context.expression(totalUnit(metadata.name, name), "add"),
      })),
    ),
    ...(spec.serviceLevel && {
      serviceLevel: {
        milestone: spec.serviceLevel.milestone,
        targetPercent: Number(spec.serviceLevel.target.slice(0, -1)),
        windowMs: parseDuration(spec.serviceLevel.window),
      },
    }),
  };
}
