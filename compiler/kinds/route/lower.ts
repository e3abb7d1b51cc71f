import type { Model } from "../../model/model.ts";
import type { Plan, PlanRoute } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration, parseRate } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { defaultPolicy } from "../policy/lower.ts";
import { preparedRoute, routeUnit } from "./prepare.ts";
import type { RouteSpec } from "./spec.ts";
import type { StepLowering } from "./steps/kind.ts";
import { usedNames } from "./used-names.ts";

export function lowerRoutes(context: LowerContext): Partial<Plan> {
  return {
    routes: byName([...context.model.routes.values()].map((document) => lowerRoute(document, context))),
  };
}

function lowerRoute(document: SpecDocument<RouteSpec>, context: LowerContext): PlanRoute {
  const { metadata, spec } = document;
  const unit = routeUnit(metadata.name);
  const checked = context.checked.get(unit);
  const prepared = preparedRoute(document);
  if (!checked || !prepared) throw new Error(`Route "${metadata.name}" was not checked.`);
  const used = usedNames(prepared.unit.statements);
  const lowering: StepLowering = {
    checked,
    isUsedBeside: (name, statements) => (used.get(name) ?? 0) > (usedNames(statements).get(name) ?? 0),
    nameFor: numberedNames(),
  };
  return {
    name: metadata.name,
    at: context.at(document.spanOf(metadata, "name")),
    ...(spec.class !== undefined && { class: spec.class }),
    ...criticalityOf(document, context.model),
    ...(metadata.domain !== undefined && { domain: metadata.domain }),
    policy: policyOf(spec, context.model),
    ...prepared.trigger.lower({ synchronous: prepared.responds }),
    ...(spec.key !== undefined && { key: context.expression(unit, "key") }),
    ...(spec.lane !== undefined && { lane: context.expression(unit, "lane") }),
    ...(spec.latest && { latest: context.expression(unit, "latest.by") }),
    ...(spec.load && { load: lowerLoad(spec.load) }),
    steps: prepared.steps.lower(lowering),
  };
}

/** A class says it for all routes of a kind; a domain for what has no class. */
function criticalityOf(
  { metadata, spec }: SpecDocument<RouteSpec>,
  { estate }: Model,
): Pick<PlanRoute, "criticality"> {
  const ofClass = spec.class === undefined ? undefined : estate?.spec.classes?.[spec.class];
  const ofDomain = metadata.domain === undefined ? undefined : estate?.spec.domains[metadata.domain];
  const criticality = (ofClass ?? ofDomain)?.criticality;
  return criticality === undefined ? {} : { criticality };
}

function policyOf(spec: RouteSpec, model: Model): string {
  const ofClass = spec.class === undefined ? undefined : model.estate?.spec.classes?.[spec.class]?.policy;
  return spec.policy ?? ofClass ?? defaultPolicy;
}

function lowerLoad({
  steady,
  peak,
  lasting,
}: NonNullable<RouteSpec["load"]>): NonNullable<PlanRoute["load"]> {
  return {
    steadyPerSecond: parseRate(steady),
    ...(peak !== undefined && { peakPerSecond: parseRate(peak) }),
    ...(lasting !== undefined && { lastingMs: parseDuration(lasting) }),
  };
}

/** `respond`, `respond2`: names of steps that have none. Names of kinds are words that no step is called by chance. */
function numberedNames(): (kind: string) => string {
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count === 1 ? kind : `${kind}${count}`;
  };
}
