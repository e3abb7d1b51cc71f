import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import { parseRate } from "../duration.ts";
import type { LinkContext } from "../kind.ts";
import { kindOf } from "./sequence/kind-of.ts";
import { innerSteps } from "./sequence/within.ts";
import type { RouteSpec, StepSpec } from "./spec.ts";
import type { StepLinker } from "./steps/linker.ts";
import { triggerKinds } from "./triggers/index.ts";

export function linkRoutes(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const routes = new Map<string, SpecDocument<RouteSpec>>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<RouteSpec>[]) {
    linkHead(document, context);
    checkLoad(document, context);
    for (const kind of triggerKinds) kind.link(document, context);
    linkSteps(document.spec.steps, {
      context,
      document,
      spanOf: (step, key) => document.spanOf(step, key),
    });
    routes.set(document.metadata.name, document);
  }
  return { routes };
}

function linkHead(document: SpecDocument<RouteSpec>, context: LinkContext): void {
  const { spec } = document;
  if (spec.policy !== undefined) context.names.find("Policy", spec.policy, document.spanOf(spec, "policy"));
  const classes = context.model.estate?.spec.classes ?? {};
  if (spec.class !== undefined && context.model.estate && !Object.hasOwn(classes, spec.class))
    context.names.unknown(
      "class of the estate",
      spec.class,
      Object.keys(classes),
      document.spanOf(spec, "class"),
    );
}

function checkLoad(document: SpecDocument<RouteSpec>, { reporter }: LinkContext): void {
  const { load } = document.spec;
  if (load?.peak === undefined || parseRate(load.peak) >= parseRate(load.steady)) return;
  reporter.report(
    "WB1109",
    document.spanOf(load, "peak"),
    `\`peak\` must be at least \`steady\`, which is ${load.steady}.`,
  );
}

function linkSteps(steps: readonly StepSpec[], linker: StepLinker): void {
  const { context, spanOf } = linker;
  for (const step of steps) {
    if (step.policy !== undefined) context.names.find("Policy", step.policy, spanOf(step, "policy"));
    kindOf(step)?.link?.(step, linker);
    for (const inner of innerSteps(step)) linkSteps(inner.steps, linker);
  }
}
