import { flowsOf } from "../../../../analysis/flow/index.ts";
import { type Field, schemaKey } from "../../../../analysis/flow/value.ts";
import { personalOf, type Reason, reasonsIn } from "../../../../analysis/personal/classes.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Span } from "../../../../source/source.ts";
import type { Rule } from "../../rule.ts";
import { clearanceHelp, isCleared } from "./clearance.ts";
import { hopPlaces, hopsOf, pathText } from "./path.ts";

/**
 * A route of a domain that is not cleared: one that takes an event holds all of it, in its messages and its dead letters; one that
 * is called with more than it needs may not read what it is not cleared for.
 */
export const personalDataInDomain: Rule = {
  name: "personal-data-in-domain",
  codes: ["WB3202"],
  check(model, reporter) {
    const flows = new Map(flowsOf(model).map((flow) => [flow.unit, flow]));
    for (const [name, document] of model.routes) {
      const told = new Set<string>();
      const of = eventOf(document);
      const contract = of === undefined ? undefined : model.contracts.get(of.contract);
      if (of && contract)
        for (const reason of personalOf(model).bySchema.get(schemaKey(contract.schema)) ?? [])
          judge(reason, document, of.span, `takes event \`${of.contract}\``, told, model, reporter);
      const flow = flows.get(`route ${name}`);
      for (const { value, node } of [...(flow?.gives ?? []), ...(flow?.reads ?? [])]) {
        if (value.declassified) continue;
        for (const reason of value.origins.flatMap((field) => inside(field, model)))
          judge(reason, document, node.span, "reads it", told, model, reporter);
      }
    }
  },
};

function eventOf(
  document: SpecDocument<RouteSpec>,
): { readonly contract: string; readonly span: Span } | undefined {
  const { event } = document.spec.trigger;
  return event && { contract: event.of, span: document.spanOf(event, "of") };
}

/** Why a field that is read by itself is personal; an object that is passed on whole was not looked into. */
function inside(field: Field, model: Model): readonly Reason[] {
  return reasonsIn(field, model).filter((reason) => reason.field.path.length <= field.path.length);
}

function judge(
  reason: Reason,
  { metadata }: SpecDocument<RouteSpec>,
  span: Span,
  does: string,
  told: Set<string>,
  model: Model,
  reporter: Reporter,
): void {
  const { domain } = metadata;
  if (domain === undefined || told.has(reason.personal) || isCleared(reason.personal, domain, model)) return;
  told.add(reason.personal);
  const hops = hopsOf(reason);
  reporter.report(
    "WB3202",
    span,
    `Route \`${metadata.name}\` ${does}, and its domain ${domain} is not cleared for ${reason.personal} data: ${pathText(hops, model)}.`,
    { help: clearanceHelp(reason.personal, domain, model), related: hopPlaces(hops, model) },
  );
}
