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
  for (const [name, { document, plan, rowSpans }] of crosswalks) {
    for (const system of plan.systems) {
      const places = lookups.get(`${name} ${system}`);
      if (!places) continue;
      for (const [code, [first, again, ...more]] of duplicates(plan.rows, system)) {
        const [was, span] = [first, again].map((row) => rowSpans[row] ?? document.spanOf(document.spec));
        if (!was || !span) continue;
        context.reporter.report(
          "WB2802",
          span,
          `"${code}" of "${system}" is in ${2 + more.length} rows of crosswalk "${name}", so a lookup by it has no one answer.`,
          {
            help: "Leave one row for each code that is looked up by.",
            related: [
              { message: "It stands here too.", span: was },
              ...places.slice(0, 3).map((place) => ({ message: "It is looked up by here.", span: place })),
            ],
          },
        );
      }
    }
  }
}

/** Codes that stand in several rows, with the numbers of those rows. */
function duplicates(
  rows: readonly Readonly<Record<string, string>>[],
  system: string,
): readonly (readonly [code: string, rows: readonly [number, number, ...number[]]])[] {
  const places = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    const code = row[system];
    if (code !== undefined) places.set(code, [...(places.get(code) ?? []), at]);
  }
  return [...places].flatMap(([code, [first, again, ...more]]) =>
    first === undefined || again === undefined ? [] : [[code, [first, again, ...more]] as const],
  );
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
      for (const { key } of from.entries) found.push({ name: `${lookup.text} ${key.text}`, span: key.span });
    }
    for (const { value } of node.entries) walk(value);
  };
  walk(document.node);
  known.set(document, found);
  return found;
}
