import type { LinkedCrosswalk } from "../../model/model.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";

/** Where a crosswalk is looked up by the codes of a system: `location shopify` to the places that do. */
type Lookups = ReadonlyMap<string, readonly Span[]>;

/**
 * A code in two rows is fine to be looked up *to* (many stores, one warehouse), but not to look up *by*. So columns are checked
 * where a mapping or a route really looks up by them.
 */
export function checkLookups(
  crosswalks: ReadonlyMap<string, LinkedCrosswalk>,
  documents: Iterable<SpecDocument>,
  context: LinkContext,
): void {
  const lookups = collectLookups(documents);
  for (const [name, { plan }] of crosswalks) {
    for (const system of plan.systems) {
      const places = lookups.get(`${name} ${system}`);
      if (!places) continue;
      for (const [code, rows] of duplicates(plan.rows, system)) {
        context.reporter.report(
          "WB2802",
          spanOfRow(crosswalks, name),
          `"${code}" of "${system}" is in ${rows} rows of crosswalk "${name}", so a lookup by it has no one answer.`,
          {
            help: "Leave one row for each code that is looked up by.",
            related: places.slice(0, 3).map((span) => ({ message: "It is looked up by here.", span })),
          },
        );
      }
    }
  }
}

function spanOfRow(crosswalks: ReadonlyMap<string, LinkedCrosswalk>, name: string): Span {
  const document = crosswalks.get(name)?.document;
  if (!document) throw new Error(`Crosswalk "${name}" is not linked.`);
  return document.spanOf(document.spec, document.spec.rows ? "rows" : "data");
}

function duplicates(
  rows: readonly Readonly<Record<string, string>>[],
  system: string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const code = row[system];
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1);
}

function collectLookups(documents: Iterable<SpecDocument>): Lookups {
  const found = new Map<string, Span[]>();
  for (const document of documents) {
    if (document.kind !== "Mapping" && document.kind !== "Route") continue;
    for (const { name, span } of lookupsOf(document)) {
      const places = found.get(name);
      if (places) places.push(span);
      else found.set(name, [span]);
    }
  }
  return found;
}

interface Lookup {
  readonly name: string;
  readonly span: Span;
}

const known = new WeakMap<SpecDocument, readonly Lookup[]>();

/** Sought once in a document, which outlives a compilation where an estate is watched. */
function lookupsOf(document: SpecDocument): readonly Lookup[] {
  const before = known.get(document);
  if (before) return before;
  const found: Lookup[] = [];
  const walk = (node: YamlNode): void => {
    if (node.type === "list") node.items.forEach(walk);
    if (node.type !== "map") return;
    const lookup = entryOf(node, "lookup")?.value;
    const from = entryOf(node, "from")?.value;
    if (lookup?.type === "scalar" && from?.type === "map") {
      for (const { key } of from.entries)
        found.push({ name: `${lookup.text} ${key.text}`, span: key.span });
    }
    for (const { value } of node.entries) walk(value);
  };
  walk(document.node);
  known.set(document, found);
  return found;
}
