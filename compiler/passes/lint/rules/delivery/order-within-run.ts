import { dependsOn, namesOfField, namesOfMapped } from "../../../../analysis/depends-on.ts";
import { ancestors, type RouteWalk, type WalkedStep } from "../../../../analysis/route-walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { eachStep } from "../../walked.ts";

/** Events of one key keep the order in which they are published, so one run publishes them one after the other. */
export const orderWithinRun: Rule = {
  name: "order-within-run",
  codes: ["WB3506"],
  check: eachStep((step, model, reporter, walk) => {
    if (step.spec.publish === undefined) return;
    checkEach(step, walk, model, reporter);
    checkParallel(step, walk, model, reporter);
  }),
};

/** Items at once that publish for one key, which says nothing of the item. */
function checkEach(step: WalkedStep, walk: RouteWalk, model: Model, reporter: Reporter): void {
  const each = ancestors(step).find(
    ({ step: around, in: list }) => list === "steps" && (around.spec.concurrency ?? 1) > 1,
  )?.step;
  const key = each && keyNames(step, walk, model);
  if (!each || !key || dependsOn(key, walk).has(each.spec.as ?? "item")) return;
  const event = step.spec.publish ?? "";
  reporter.report(
    "WB3506",
    step.route.spanOf(each.spec, "concurrency"),
    `${each.spec.concurrency} items at once publish \`${event}\` for one and the same key: in which order they are told is chance.`,
    {
      severity: "warning",
      help: "Leave `concurrency` out, so that items go one after the other; or publish one event after the `each`.",
      related: [{ message: "It is published here.", span: step.route.spanOf(step.spec, "publish") }],
    },
  );
}

/** Two branches at once that publish the same event for the same key. */
function checkParallel(step: WalkedStep, walk: RouteWalk, model: Model, reporter: Reporter): void {
  const branch = ancestors(step).find(({ in: list }) => list === "parallel");
  const key = branch && keyNames(step, walk, model);
  if (!branch || !key) return;
  const other = walk.all.find(
    (each) =>
      each.order < step.order &&
      each.spec.publish === step.spec.publish &&
      ancestors(each).some(({ step: around, at }) => around === branch.step && at !== branch.at) &&
      sameNames(key, keyNames(each, walk, model)),
  );
  if (!other) return;
  reporter.report(
    "WB3506",
    step.route.spanOf(step.spec, "publish"),
    `Two branches at once publish \`${step.spec.publish ?? ""}\` for one and the same key: in which order they are told is chance.`,
    {
      severity: "warning",
      help: "Publish them one after the other, after the `parallel`.",
      related: [{ message: "The other one is here.", span: other.route.spanOf(other.spec, "publish") }],
    },
  );
}

function sameNames(left: readonly string[], right: readonly string[] | undefined): boolean {
  return right !== undefined && [...left].sort().join() === [...right].sort().join();
}

/** Names of the route that the event's key is made from; undefined where it has none, or where that cannot be followed. */
function keyNames(step: WalkedStep, walk: RouteWalk, model: Model): readonly string[] | undefined {
  const { publish, map, with: given } = step.spec;
  const key = model.contracts.get(publish ?? "")?.document.spec.key;
  if (!key) return undefined;
  const mapping = map === undefined ? undefined : model.mappings.get(map);
  const fields = key.map((field) =>
    mapping && given ? namesOfMapped(mapping, given, field) : namesOfField(given, field, walk, model),
  );
  return fields.some((names) => names === undefined) ? undefined : fields.flatMap((names) => names ?? []);
}
