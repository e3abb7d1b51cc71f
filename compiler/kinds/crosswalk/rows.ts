import { CsvError, parse } from "csv-parse/sync";
import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import { fileBeside } from "../files.ts";
import type { LinkContext } from "../kind.ts";
import type { CrosswalkSpec } from "./spec.ts";

/** A table as it stands in the source: cells are text, none where there is nothing. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly span: Span }[];
  readonly rows: readonly { readonly cells: ReadonlyMap<string, string>; readonly span: Span }[];
}

/** Reads the rows from the CSV file or from the document itself. Undefined where they cannot be read, which is reported. */
export function readTable(document: SpecDocument<CrosswalkSpec>, context: LinkContext): Table | undefined {
  const { data, rows } = document.spec;
  if ((data === undefined) === (rows === undefined)) {
    context.reporter.report(
      "WB2806",
      document.spanOf(document.spec),
      data === undefined ? "This crosswalk has no rows." : "This crosswalk has both `data` and `rows`.",
      {
        help: "Say either `data: location.csv` or `rows: […]`.",
      },
    );
    return undefined;
  }
  if (rows) return tableOfRows(document, rows, context);
  // `{ call, every }` comes with a later version, and was reported as such.
  return typeof data === "string" ? tableOfFile(document, data, context) : undefined;
}

function tableOfRows(
  document: SpecDocument<CrosswalkSpec>,
  rows: NonNullable<CrosswalkSpec["rows"]>,
  context: LinkContext,
): Table {
  const columns = new Map<string, Span>();
  const read = rows.map((row) => {
    const cells = new Map<string, string>();
    for (const [name, node] of Object.entries(row)) {
      if (!columns.has(name)) columns.set(name, document.keySpan(row, name));
      if (node.type === "scalar") {
        if (node.text !== "" && !(node.style === "plain" && node.text === "null")) cells.set(name, node.text);
      } else {
        context.reporter.report("WB2805", node.span, `A code of "${name}" is a ${node.type}.`, {
          help: "Write text or a number.",
        });
      }
    }
    return { cells, span: document.spanOf(row) };
  });
  return { columns: [...columns].map(([name, span]) => ({ name, span })), rows: read };
}

function tableOfFile(
  document: SpecDocument<CrosswalkSpec>,
  name: string,
  context: LinkContext,
): Table | undefined {
  const file = fileBeside(name, document.file, document.spanOf(document.spec, "data"), context);
  if (!file) return undefined;
  try {
    const records = parse(file.text, {
      bom: true,
      info: true,
      relax_column_count: false,
      skip_empty_lines: true,
      trim: true,
    });
    return tableOfRecords(file.path, file.text, records as unknown as readonly CsvRecord[]);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    context.reporter.report(
      "WB2806",
      lineSpan(file.path, file.text, line),
      `"${file.path}" is not a table: ${error.message}`,
      {
        help: "Each line has as many cells as the header; a cell with a comma or a quote is quoted (RFC 4180).",
        related: [{ message: "The table is named here.", span: document.spanOf(document.spec, "data") }],
      },
    );
    return undefined;
  }
}

/** With the option `info`, csv-parse gives each record with its place; its types do not say so. `lines` is that of the record's end. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function tableOfRecords(path: string, text: string, records: readonly CsvRecord[]): Table {
  const [header, ...rest] = records;
  const names = header?.record ?? [];
  const columns = names.map((name) => ({ name, span: lineSpan(path, text, header?.info.lines ?? 1) }));
  const rows = rest.map(({ record, info }) => ({
    cells: new Map(names.flatMap((name, index) => (record[index] ? [[name, record[index]] as const] : []))),
    span: lineSpan(path, text, info.lines),
  }));
  return { columns, rows };
}

function lineSpan(file: string, text: string, line: number): Span {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return { file, start, end: end < 0 ? text.length : end };
}
