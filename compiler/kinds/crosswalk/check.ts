import type { Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { Table } from "./rows.ts";
import type { CrosswalkSpec } from "./spec.ts";

/** Columns are the systems, every row has its owner's code, and codes are of their system's type. */
export function checkTable(document: SpecDocument<CrosswalkSpec>, table: Table, context: LinkContext): void {
  if (reportMisspelt(document, table, context)) return;
  checkColumns(document, table, context);
  for (const row of table.rows) checkRow(document.spec, row, context.reporter);
}

/** A column that nearly has the name of a system without one: told once, instead of as a gap in every row. */
function reportMisspelt(
  document: SpecDocument<CrosswalkSpec>,
  { columns }: Table,
  { reporter }: LinkContext,
): boolean {
  const systems = Object.keys(document.spec.systems);
  const without = systems.filter((system) => !columns.some(({ name }) => name === system));
  const misspelt = columns.filter(
    ({ name }) => !systems.includes(name) && nearest(name, without) !== undefined,
  );
  for (const { name, span } of misspelt) {
    reporter.report(
      "WB2801",
      span,
      `The table has a column "${name}", which is not one of the crosswalk's systems.`,
      {
        help: `Did you mean "${nearest(name, without)}"?`,
        related: [{ message: "The systems are here.", span: document.spanOf(document.spec, "systems") }],
      },
    );
  }
  return misspelt.length > 0;
}

function checkColumns(document: SpecDocument<CrosswalkSpec>, table: Table, context: LinkContext): void {
  const systems = Object.keys(document.spec.systems);
  const seen = new Set<string>();
  for (const { name, span } of table.columns) {
    if (!systems.includes(name)) {
      context.reporter.report(
        "WB2801",
        span,
        `The table has a column "${name}", which is not one of the crosswalk's systems.`,
        {
          help: `Its systems are ${systems.join(", ")}.`,
          related: [{ message: "The systems are here.", span: document.spanOf(document.spec, "systems") }],
        },
      );
    } else if (seen.has(name)) {
      context.reporter.report("WB2801", span, `The table has the column "${name}" twice.`, {
        help: "Leave one of them out.",
      });
    }
    seen.add(name);
  }
  if (table.rows.length === 0 && table.columns.length === 0) return;
  for (const system of systems) {
    if (seen.has(system)) continue;
    context.reporter.report(
      "WB2801",
      document.keySpan(document.spec.systems, system),
      `The table has no column "${system}".`,
      {
        help: `Add the column, or take "${system}" out of \`systems\`.`,
      },
    );
  }
}

function checkRow(spec: CrosswalkSpec, row: Table["rows"][number], reporter: Reporter): void {
  for (const [system, type] of Object.entries(spec.systems)) {
    const code = row.cells.get(system);
    if (code === undefined) reportGap(system, spec.owner, row.span, reporter);
    else if (type === "integer" && !/^-?[0-9]+$/.test(code)) {
      reporter.report("WB2805", row.span, `"${code}" is not a whole number, as codes of "${system}" are.`, {
        help: `Correct the code, or say \`${system}: string\`.`,
      });
    }
  }
}

function reportGap(system: string, owner: string, span: Span, reporter: Reporter): void {
  if (system === owner) {
    reporter.report("WB2803", span, `This row has no code of "${owner}", which owns the table.`, {
      help: "A row exists because its owner knows it: add the code, or leave the row out.",
    });
  } else {
    reporter.report("WB2804", span, `This row has no code of "${system}".`, {
      help: "A lookup to it finds nothing, and does what its `whenMissing` says.",
    });
  }
}
