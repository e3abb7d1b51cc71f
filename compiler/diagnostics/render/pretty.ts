import picocolors from "picocolors";
import { lineText, type Sources, type Span } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { RenderOptions } from "./index.ts";
import { countsOf, placeOf } from "./shown.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** For a terminal: each with a code frame, the help, the related places; then the sum. */
export function pretty(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  { color }: RenderOptions,
): string {
  const colors = picocolors.createColors(color);
  const { errors, warnings } = countsOf(diagnostics);
  const sum = `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
  const last =
    errors > 0
      ? colors.red(sum)
      : warnings > 0
        ? colors.yellow(sum)
        : colors.green("No errors, no warnings.");
  return `${[...diagnostics.map((each) => one(each, sources, colors)), last].join("\n\n")}\n`;
}

/** What is so at a hundred places is understood from a few. */
const mostRelated = 8;

function one(diagnostic: Diagnostic, sources: Sources, colors: Colors): string {
  const { code, severity, message, span, help, related = [] } = diagnostic;
  const place = placeOf(span, sources);
  const paint = severity === "error" ? colors.red : severity === "warning" ? colors.yellow : colors.cyan;
  const head = `${colors.bold(`${place.file}:${place.line}:${place.column}`)} ${paint(severity)} ${colors.dim(code)}`;
  const more = [
    ...(help === undefined
      ? []
      : [
          help
            .replaceAll(/^/gm, `${colors.cyan("help")} `)
            .replaceAll(`\n${colors.cyan("help")} `, "\n     "),
        ]),
    ...related.slice(0, mostRelated).map((each) => {
      const at = placeOf(each.span, sources);
      return `${colors.dim("see ")} ${at.file}:${at.line}:${at.column} ${each.message}`;
    }),
    ...(related.length > mostRelated
      ? [
          `${colors.dim("see ")} ${counted(related.length - mostRelated, "more place")}; \`--format json\` lists all`,
        ]
      : []),
  ];
  return [head, message, ...frame(span, sources, colors, paint), ...more].join("\n");
}

/** The line before, the lines of the span (three at the most), and what is meant underlined. */
function frame(
  span: Span,
  sources: Sources,
  colors: Colors,
  paint: (text: string) => string,
): readonly string[] {
  const file = sources.get(span.file);
  if (!file || span.end === 0) return [];
  const { line, column, endLine, endColumn } = placeOf(span, sources);
  const last = Math.min(endLine, line + 2);
  const width = String(last).length;
  const lines: string[] = [];
  for (let number = Math.max(1, line - 1); number <= last; number++) {
    const text = lineText(file, number);
    lines.push(`${colors.dim(`${String(number).padStart(width)} │`)} ${text.replaceAll("\t", " ")}`);
    if (number < line) continue;
    const start = number === line ? column : text.length - text.trimStart().length + 1;
    const end = number === endLine ? endColumn : text.length + 1;
    lines.push(
      `${colors.dim(`${" ".repeat(width)} │`)} ${" ".repeat(start - 1)}${paint("^".repeat(Math.max(1, end - start)))}`,
    );
  }
  return lines;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
