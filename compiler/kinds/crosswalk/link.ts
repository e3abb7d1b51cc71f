import type { LinkedCrosswalk, Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { checkTable } from "./check.ts";
import { checkLookups } from "./lookups.ts";
import { readTable } from "./rows.ts";
import type { CrosswalkSpec } from "./spec.ts";

export function declareCrosswalks(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const crosswalks = new Map<string, LinkedCrosswalk>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<CrosswalkSpec>[]) {
    const { metadata, spec } = document;
    const systems = Object.keys(spec.systems).sort();
    if (!systems.includes(spec.owner)) {
      context.names.unknown("system of this crosswalk", spec.owner, systems, document.spanOf(spec, "owner"));
    }
    const table = readTable(document, context);
    if (table) checkTable(document, table, context);
    const rows = (table?.rows ?? []).map(({ cells }) =>
      Object.fromEntries(systems.flatMap((system) => cell(system, cells))),
    );
    crosswalks.set(metadata.name, {
      document,
      plan: { name: metadata.name, at: context.at(document.spanOf(metadata, "name")), systems, rows },
      rowSpans: (table?.rows ?? []).map(({ span }) => span),
    });
  }
  return { crosswalks };
}

function cell(system: string, cells: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const code = cells.get(system);
  return code === undefined ? [] : [[system, code]];
}

/** Owners and columns are words of this table; where a System of that name exists or not is not asked, for master data outlives systems. */
export function linkCrosswalks(_documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  checkLookups(context.model.crosswalks, context.names.documents.values(), context);
  return {};
}
