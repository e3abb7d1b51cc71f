import type { SpecDocument } from "../../../../kinds/document.ts";
import type { Model } from "../../../../model/model.ts";
import { perDocument } from "../../per-document.ts";
import type { Rule } from "../../rule.ts";

/** Whoever is hurt by it must find somebody to talk to: what others depend on has an owner, its own or its domain's. */
export const nobodyAnswers: Rule = {
  name: "nobody-answers",
  codes: ["WB3301"],
  check(model, reporter) {
    for (const document of dependedOn(model)) checkOwner(document, reporter);
  },
};

const checkOwner = perDocument((document, reporter) => {
  const { kind, metadata } = document;
  if (metadata.owner !== undefined || metadata.domain !== undefined) return;
  reporter.report(
    "WB3301",
    document.spanOf(metadata, "name"),
    `Nobody answers for ${kind} "${metadata.name}": it has neither a domain nor an owner.`,
    { help: "Add `domain: …`, whose owner answers for it then, or `owner: …` of its own, to its metadata." },
  );
});

/** Mappings, functions, policies and services are parts of what is here; scenarios are tests. */
function dependedOn(model: Model): readonly SpecDocument[] {
  return [
    ...[...model.contracts.values()].map(({ document }) => document),
    ...[...model.systems.values()].map(({ document }) => document),
    ...[...model.crosswalks.values()].map(({ document }) => document),
    ...model.capabilities.values(),
    ...model.routes.values(),
    ...model.processes.values(),
    ...model.reconciliations.values(),
  ];
}
