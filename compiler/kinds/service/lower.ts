import type { Model } from "../../model/model.ts";
import type { Plan, PlanService } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import type { ServiceSpec } from "./spec.ts";

/** Without any Service, all routes are one, called like the estate. */
export function lowerServices(context: LowerContext): Partial<Plan> {
  const { model } = context;
  if (model.services.length === 0) return { services: implicitService(context) };
  return { services: byName(model.services.map((document) => lowerService(document, context))) };
}

function lowerService(document: SpecDocument<ServiceSpec>, { model, at }: LowerContext): PlanService {
  const { metadata, spec } = document;
  return {
    name: metadata.name,
    at: at(document.spanOf(metadata, "name")),
    routes: routesOf(spec, model),
    ...(spec.scale && { scale: spec.scale }),
    ...(spec.resources && { resources: spec.resources }),
  };
}

function routesOf({ routes }: ServiceSpec, model: Model): readonly string[] {
  return "domain" in routes ? startedRoutes(model, routes.domain) : [...routes].sort();
}

function implicitService({ model, at }: LowerContext): readonly PlanService[] {
  const { estate } = model;
  const routes = startedRoutes(model);
  if (!estate || routes.length === 0) return [];
  return [{ name: estate.metadata.name, at: at(estate.spanOf(estate.metadata, "name")), routes }];
}

/** Routes that something from outside starts. What a capability calls runs inside its caller. */
function startedRoutes(model: Model, domain?: string): readonly string[] {
  return [...model.routes.values()]
    .filter(
      ({ metadata, spec }) =>
        spec.trigger.capability === undefined && (domain === undefined || metadata.domain === domain),
    )
    .map(({ metadata }) => metadata.name)
    .sort();
}
