import type { Sources, Span } from "../../source/source.ts";
import { catalogue } from "../catalogue.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Repair, repairsOf } from "../repair.ts";
import { placeOf, urlOf } from "./shown.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** SARIF 2.1.0, with fixes, as code scanning services read it: files are the checkout's, columns count UTF-16 code units. */
export function sarif(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  { base }: { readonly base?: string } = {},
): string {
  const within: Within = { sources, base };
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const rules = codes.map((code) => ({
    id: code,
    name: catalogue[code].name,
    shortDescription: { text: catalogue[code].title },
    helpUri: urlOf(code),
  }));
  const results = diagnostics.map((each) => ({
    ruleId: each.code,
    ruleIndex: codes.indexOf(each.code),
    level: levels[each.severity],
    message: { text: each.help === undefined ? each.message : `${each.message}\n${each.help}` },
    locations: [location(each.span, within)],
    ...(each.related && each.related.length > 0
      ? {
          relatedLocations: each.related.map((other, id) => ({
            id,
            ...location(other.span, within),
            message: { text: other.message },
          })),
        }
      : {}),
    ...fixesOf(each, within),
  }));
  const run = {
    tool: { driver: { name: "Waybill", informationUri: "https://waybill.dev", rules } },
    columnKind: "utf16CodeUnits",
    results,
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

interface Within {
  readonly sources: Sources;
  readonly base: string | undefined;
}

function location(span: Span, within: Within): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(span.file, within) },
      region: region(span, within.sources),
    },
  };
}

function region(span: Span, sources: Sources): object {
  const { line, column, endLine, endColumn } = placeOf(span, sources);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixesOf(diagnostic: Diagnostic, within: Within): { readonly fixes?: readonly object[] } {
  const repairs = repairsOf(diagnostic, within.sources);
  return repairs.length === 0 ? {} : { fixes: repairs.map((repair) => fix(repair, within)) };
}

function fix({ description, safe, edits }: Repair, within: Within): object {
  const files = [...Map.groupBy(edits, ({ span }) => span.file)];
  return {
    description: { text: description },
    properties: { safe },
    artifactChanges: files.map(([file, own]) => ({
      artifactLocation: { uri: uri(file, within) },
      replacements: own.map(({ span, text }) => ({
        deletedRegion: region(span, within.sources),
        insertedContent: { text },
      })),
    })),
  };
}

function uri(file: string, { base }: Within): string {
  return (base === undefined ? file : `${base}/${file}`).split("/").map(encodeURIComponent).join("/");
}
