import { type RouteWalk, type WalkedStep, walkRoute } from "../../analysis/route-walk.ts";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { Model } from "../../model/model.ts";
import type { Rule } from "./rule.ts";

/** The check of a rule that looks at one route at a time, with everything resolved that its steps name. */
export function eachRoute(check: (walk: RouteWalk, model: Model, reporter: Reporter) => void): Rule["check"] {
  return (model, reporter) => {
    for (const route of model.routes.values()) check(walkRoute(route, model), model, reporter);
  };
}

/** The same for one step at a time, those of branches included, in the order of the text. */
export function eachStep(
  check: (step: WalkedStep, model: Model, reporter: Reporter, walk: RouteWalk) => void,
): Rule["check"] {
  return eachRoute((walk, model, reporter) => {
    for (const step of walk.all) check(step, model, reporter, walk);
  });
}
