import { flowsOf } from "../../../../analysis/flow/index.ts";
import { type Field, schemaKey } from "../../../../analysis/flow/value.ts";
import { fieldName } from "../../../../analysis/lineage/names.ts";
import { type Reason, reasonsIn } from "../../../../analysis/personal/classes.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { ProcessSpec } from "../../../../kinds/process/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Span } from "../../../../source/source.ts";
import type { Rule } from "../../rule.ts";
import { isCleared } from "./clearance.ts";
import { hopPlaces, hopsOf } from "./path.ts";

/** What is shown, by the kind of unit and the word in it. */
const shown: Readonly<Record<string, string>> = {
  "route key": "A run's key",
  "route lane": "A lane",
  "capability pin": "A capability's pin",
  "reconciliation key": "What the two sides are matched by",
};

/** Keys stand in logs, metrics, traces, addresses and the console as they are: they are how people look for things. */
export const personalDataInKey: Rule = {
  name: "personal-data-in-key",
  codes: ["WB3204"],
  check(model, reporter) {
    for (const { unit, reads } of flowsOf(model))
      for (const { id, value, node } of reads) {
        const what = shown[`${unit.slice(0, unit.indexOf(" "))} ${id}`];
        if (what === undefined || value.declassified) continue;
        const all = value.origins.flatMap((field) => inside(field, model));
        const domain = domainOf(unit, model);
        const [key] = domain === undefined ? all : all.filter((one) => !isReference(one, domain, model));
        if (key) report(what, key, node.span, model, reporter);
      }
    for (const document of model.processes.values()) judgeCorrelation(document, model, reporter);
  },
};

/** What a process is found by: a field of this name on each of its events. */
function judgeCorrelation(document: SpecDocument<ProcessSpec>, model: Model, reporter: Reporter): void {
  const { correlate, milestones, totals = {} } = document.spec;
  const { domain = "" } = document.metadata;
  const events = [...Object.values(milestones), ...Object.values(totals)].map(({ on }) => on);
  for (const [name, path] of Object.entries(correlate)) {
    const all = [...new Set(events)].flatMap((event) => {
      const schema = model.contracts.get(event)?.schema;
      return schema ? inside({ schema: schemaKey(schema), path }, model) : [];
    });
    const key = all.find((one) => !isReference(one, domain, model));
    if (key) report("What a process is found by", key, document.spanOf(correlate, name), model, reporter);
  }
}

/** Of a reconciliation's side; undefined for other units. */
function domainOf(unit: string, model: Model): string | undefined {
  const [, name] = /^reconciliation (.+)\.(?:left|right|total)$/.exec(unit) ?? [];
  return name === undefined ? undefined : (model.reconciliations.get(name)?.metadata.domain ?? "");
}

/**
 * Payments are matched by their references, and whoever is cleared for payments works with these: a number that stands for a payment
 * or a person is told only to those who are not. A name, an address is no number. Where no domain is named, that is what is told.
 */
function isReference({ field, reason }: Key, domain: string, model: Model): boolean {
  return (
    /(?:reference|token|number|code|id|ids)$/i.test(field.path) &&
    (domain === "" || isCleared(reason.personal, domain, model))
  );
}

interface Key {
  readonly field: Field;
  readonly reason: Reason;
}

/** Why a field that is read by itself is personal. */
function inside(field: Field, model: Model): readonly Key[] {
  return reasonsIn(field, model)
    .filter((reason) => reason.field.path.length <= field.path.length)
    .map((reason) => ({ field, reason }));
}

function report(what: string, { field, reason }: Key, span: Span, model: Model, reporter: Reporter): void {
  reporter.report(
    "WB3204",
    span,
    `${what} is shown in logs, traces and the console, and this one is ${reason.personal} data: \`${fieldName(field, model)}\`.`,
    {
      help: "Take a number that says nothing of a person: an order's, a customer's.",
      related: hopPlaces(hopsOf(reason), model),
    },
  );
}
