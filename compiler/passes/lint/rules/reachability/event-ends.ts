import { type EventUse, eventsOf } from "../../../../analysis/events.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { nearest } from "../../../../diagnostics/nearest.ts";
import type { ContractSpec } from "../../../../kinds/contract/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/**
 * An event that nobody publishes is waited for in vain, and one that nobody consumes was published for nothing, unless somebody
 * outside does it: then the contract says who. Asked where services are, for before that an estate is still being written.
 */
export const eventEnds: Rule = {
  name: "event-ends",
  codes: ["WB3701", "WB3702", "WB3706"],
  looksAround: true,
  check(model, reporter) {
    // A route that is broken may be the one that publishes.
    if (model.services.length === 0 || [...model.broken].some((name) => /^(?:Route|\*) /.test(name))) return;
    const events = model.documents.map(eventsOf);
    const published = firstUses(events.flatMap((each) => each.published));
    const consumed = firstUses(events.flatMap((each) => each.consumed));
    for (const [name, { span }] of published)
      if (isLonely(name, consumed, model) && outside(name, model).consumes === undefined)
        reporter.report("WB3701", span, `Nobody consumes the event "${name}" that is published here.`, {
          help: "If somebody outside does, say so in the contract: `outside: { consumes: the data lake reads it }`.",
        });
    for (const [name, use] of consumed)
      if (isLonely(name, published, model) && outside(name, model).publishes === undefined)
        reportUnpublished(name, use, reporter);
  },
};

/** Nobody is at the other end, nor somebody who misspelt it, which was told. */
function isLonely(name: string, others: ReadonlyMap<string, EventUse>, model: Model): boolean {
  if (!model.contracts.has(name) || others.has(name)) return false;
  const misspelt = [...others.keys()].filter((other) => !model.contracts.has(other));
  return nearest(name, misspelt) === undefined;
}

function outside(name: string, { contracts }: Model): NonNullable<ContractSpec["outside"]> {
  return contracts.get(name)?.document.spec.outside ?? {};
}

function reportUnpublished(name: string, { span, milestone }: EventUse, reporter: Reporter): void {
  const help =
    "Publish it in a route. If somebody outside does, say so in the contract: `outside: { publishes: the tills send it themselves }`.";
  if (milestone === undefined)
    reporter.report(
      "WB3702",
      span,
      `No route publishes the event "${name}", so nothing ever comes of this.`,
      { help },
    );
  else
    reporter.report(
      "WB3706",
      span,
      `Milestone "${milestone}" can never be reached: no route publishes the event "${name}".`,
      { help },
    );
}

function firstUses(uses: readonly EventUse[]): ReadonlyMap<string, EventUse> {
  const first = new Map<string, EventUse>();
  for (const use of uses) if (!first.has(use.name)) first.set(use.name, use);
  return first;
}
