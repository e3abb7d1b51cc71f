import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { checkCorrelation } from "./correlation.ts";
import { checkMilestones } from "./milestones.ts";
import type { ProcessSpec } from "./spec.ts";

export function linkProcesses(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const processes = new Map<string, SpecDocument<ProcessSpec>>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<ProcessSpec>[]) {
    processes.set(document.metadata.name, document);
    const { milestones, totals = {} } = document.spec;
    for (const followed of [...Object.values(milestones), ...Object.values(totals)])
      context.names.find("Contract", followed.on, document.spanOf(followed, "on"));
    checkMilestones(document, context);
    checkCorrelation(document, context);
  }
  return { processes };
}
