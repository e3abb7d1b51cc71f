import type { Reporter } from "../diagnostics/diagnostic.ts";
import { lineText, positionAt, type SourceFile } from "../source/source.ts";
import { type Cut, quoting } from "./cut.ts";
import { type Insertion, insert } from "./insertions.ts";

/** Says of each cut expression that it must be quoted, with its line as it should be. */
export function reportCuts(file: SourceFile, cuts: readonly Cut[], reporter: Reporter): void {
  const all = cuts.flatMap((cut) => (cut.end === undefined ? [] : quoting(file.text, cut.start, cut.end)));
  for (const { start, end } of cuts) {
    const line = positionAt(file, start).line;
    if (end === undefined) {
      const span = { file: file.path, start, end: start + 1 };
      reporter.report("WB1013", span, "YAML cuts this expression, and its brackets or quotes do not close.", {
        help: `Close them, and quote the expression: \`"=…"\`.`,
      });
      continue;
    }
    const span = { file: file.path, start, end };
    const quoted = insert(file.text.slice(start, end), shifted(quoting(file.text, start, end), -start)).text;
    reporter.report("WB1013", span, "YAML cuts this expression: quote it.", {
      help: quoted.includes("\n")
        ? `Write it as a quoted text: ${quoted}`
        : `Write the line as: ${lineWith(file, line, all).trim()}`,
      fix: { description: "Quote the expression.", edits: [{ span, text: quoted }] },
    });
  }
}

/** A line with everything on it quoted that must be. */
function lineWith(file: SourceFile, line: number, insertions: readonly Insertion[]): string {
  const text = lineText(file, line);
  const start = offsetOfLine(file, line);
  const here = insertions.filter(({ at }) => at >= start && at <= start + text.length);
  return insert(text, shifted(here, -start)).text;
}

function offsetOfLine(file: SourceFile, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at++) offset = file.text.indexOf("\n", offset) + 1;
  return offset;
}

function shifted(insertions: readonly Insertion[], by: number): readonly Insertion[] {
  return insertions.map(({ at, text }) => ({ at: at + by, text }));
}
