import { classOf, classText, isFinancial, type NamedClass } from "../../../../analysis/class.ts";
import { hasEffect } from "../../../../analysis/effect.ts";
import { effectivePolicy } from "../../../../analysis/effective-policy.ts";
import type { RouteWalk } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** A lane keeps order; a policy that lets others pass a dead letter gives it up, unless `latest` drops what is then too old. */
export const laneOvertaken: Rule = {
  name: "lane-overtaken",
  codes: ["WB3505"],
  check: eachRoute(checkRoute),
};

function checkRoute(walk: RouteWalk, model: Model, reporter: Reporter): void {
  const { route } = walk;
  const { spec } = route;
  const ofClass = classOf(route, model);
  if (spec.lane === undefined || spec.latest !== undefined || !ofClass || !minds(ofClass)) return;
  const found = effectivePolicy(route, undefined, model);
  if (found?.policy.deadLetter.lane !== "pass" || readsFirst(walk)) return;
  const { deadLetter } = found.document?.spec ?? {};
  reporter.report(
    "WB3505",
    route.spanOf(spec, "lane"),
    `The lane promises order, but by policy \`${found.policy.name}\` later messages pass a dead letter (\`lane: pass\`): redriven, it comes after them and undoes what they did.`,
    {
      severity: isFinancial(ofClass) ? "error" : "warning",
      help: `In the ${classText(ofClass)} that matters. Let the lane wait (\`lane: park\`), drop what is too old (\`latest: { by: … }\`), or leave \`lane\` out where order does not matter.`,
      ...(found.document &&
        deadLetter && {
          related: [{ message: "The policy says so here.", span: found.document.spanOf(deadLetter, "lane") }],
        }),
    },
  );
}

function minds({ failureImpact, sensitivity }: NamedClass): boolean {
  return sensitivity === "financial" || (failureImpact !== "none" && failureImpact !== "internal");
}

/** It fetches what it works with: redriven from the start, it has the state of then. */
function readsFirst({ all }: RouteWalk): boolean {
  const first = all.find(({ kind }) => kind === "call" || kind === "publish");
  return (
    first?.kind === "call" &&
    first.targets.every((target) => target.kind === "operation" && !hasEffect(target.operation))
  );
}
