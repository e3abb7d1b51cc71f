import type { Edge } from "../../../../analysis/lineage/edges.ts";
import { lineageOf } from "../../../../analysis/lineage/graph.ts";
import { namedSchemas } from "../../../../analysis/lineage/names.ts";
import { type Reason, reasonsIn } from "../../../../analysis/personal/classes.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { clearanceHelp, isCleared } from "./clearance.ts";
import { hopPlaces, hopsOf, pathText } from "./path.ts";

/** Personal data that goes into an operation's input, or into the path, query or headers of its request, in a domain not cleared for it. */
export const personalDataIntoSystem: Rule = {
  name: "personal-data-into-system",
  codes: ["WB3201"],
  check(model, reporter) {
    for (const edge of lineageOf(model).edges) {
      const system = systemOf(edge.to.schema, model);
      if (!system || !edge.node || edge.declassified || edge.how === "chosen") continue;
      // Within a system nothing new is told it.
      const from = edge.from.filter(({ schema }) => systemOf(schema, model)?.name !== system.name);
      const told = new Set<string>();
      for (const reason of from.flatMap((field) => reasonsIn(field, model))) {
        if (told.has(reason.personal) || isCleared(reason.personal, system.domain, model)) continue;
        told.add(reason.personal);
        report(reason, edge, system, model, reporter);
      }
    }
  },
};

interface Receiver {
  readonly name: string;
  readonly domain?: string;
}

/** The system that an operation's input or request belongs to. */
function systemOf(schema: string, model: Model): Receiver | undefined {
  const named = namedSchemas(model).get(schema);
  const name = named?.kind === "input" ? named.owner : /^requests (.+)\.[^.]+$/.exec(schema)?.[1];
  const domain = name === undefined ? undefined : model.systems.get(name)?.document.metadata.domain;
  return name === undefined ? undefined : { name, ...(domain !== undefined && { domain }) };
}

function report(
  reason: Reason,
  edge: Edge,
  { name, domain = "" }: Receiver,
  model: Model,
  reporter: Reporter,
): void {
  const hops = [...hopsOf(reason), { personal: reason.personal, field: edge.to, edge, before: reason }];
  reporter.report(
    "WB3201",
    edge.node?.span ?? { file: "", start: 0, end: 0 },
    `${reason.personal[0]?.toUpperCase()}${reason.personal.slice(1)} data reaches system \`${name}\`, whose domain ${domain} is not cleared for it: ${pathText(hops, model)}.`,
    {
      help: clearanceHelp(reason.personal, domain, model),
      related: hopPlaces(hops.slice(0, -1), model),
    },
  );
}
