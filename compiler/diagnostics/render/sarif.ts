import type { Sources, Span } from "../../source/source.ts";
import { catalogue } from "../catalogue.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf, urlOf } from "./shown.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** SARIF 2.1.0, with fixes, as code scanning services read it. Columns count UTF-16 code units. */
export function sarif(diagnostics: readonly Diagnostic[], sources: Sources): string {
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
    locations: [location(each.span, sources)],
    ...(each.related && each.related.length > 0
      ? {
          relatedLocations: each.related.map((other, id) => ({
            id,
            ...location(other.span, sources),
            message: { text: other.message },
          })),
        }
      : {}),
    ...(each.fix ? { fixes: [fix(each.fix, sources)] } : {}),
  }));
  const run = {
    tool: { driver: { name: "Waybill", informationUri: "https://waybill.dev", rules } },
    columnKind: "utf16CodeUnits",
    results,
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

function location(span: Span, sources: Sources): object {
  return { physicalLocation: { artifactLocation: { uri: uri(span.file) }, region: region(span, sources) } };
}

function region(span: Span, sources: Sources): object {
  const { line, column, endLine, endColumn } = placeOf(span, sources);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fix({ description, edits }: NonNullable<Diagnostic["fix"]>, sources: Sources): object {
  const files = [...Map.groupBy(edits, ({ span }) => span.file)];
  return {
    description: { text: description },
    artifactChanges: files.map(([file, own]) => ({
      artifactLocation: { uri: uri(file) },
      replacements: own.map(({ span, text }) => ({
        deletedRegion: region(span, sources),
        insertedContent: { text },
      })),
    })),
  };
}

function uri(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
