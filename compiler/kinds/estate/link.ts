import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { linkDeploy } from "./link-deploy.ts";
import type { EstateSpec } from "./spec.ts";

/** There is exactly one estate; every other kind asks it for domains, classes and environments. */
export function declareEstate(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  // The kind's schema has checked the spec.
  const [estate, ...others] = documents as readonly SpecDocument<EstateSpec>[];
  for (const other of others) {
    if (!estate) break;
    context.reporter.report(
      "WB1206",
      other.spanOf(other.metadata, "name"),
      "There is more than one Estate.",
      {
        help: "Put everything into one Estate document.",
        related: [{ message: "The first one is here.", span: estate.spanOf(estate.metadata, "name") }],
      },
    );
  }
  return { estate };
}

export function linkEstate(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  for (const document of documents as readonly SpecDocument<EstateSpec>[]) {
    const { classes = {}, personalData = {}, domains } = document.spec;
    for (const integrationClass of Object.values(classes)) {
      context.names.find("Policy", integrationClass.policy, document.spanOf(integrationClass, "policy"));
    }
    for (const { history = {} } of Object.values(document.spec.environments)) {
      const known = ["default", ...Object.keys(classes)];
      for (const name of Object.keys(history))
        if (!known.includes(name))
          context.names.unknown("class of the estate", name, known, document.keySpan(history, name));
    }
    for (const [name, environment] of Object.entries(document.spec.environments))
      linkDeploy(name, environment, document, context);
    for (const outage of Object.values(document.spec.outages ?? {}))
      context.names.find("System", outage.system, document.spanOf(outage, "system"));
    for (const cleared of Object.values(personalData)) {
      for (const [index, domain] of cleared.entries()) {
        if (domain in domains) continue;
        context.names.unknown(
          "domain of the estate",
          domain,
          Object.keys(domains),
          document.spanOf(cleared, index),
        );
      }
    }
  }
  return {};
}
