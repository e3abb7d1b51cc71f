import type { Document } from "yaml";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../source.ts";
import type { Inserted } from "./insertions.ts";
import { describeSyntax } from "./syntax.ts";

/** More of them in one document are echoes of the first. */
const most = 20;

/**
 * Reports a document's YAML errors, one a line: the parser's way back into step gives several for one slip.
 *
 * @param unreadable where an expression begins that swallows the rest (a file offset): what comes after it is an echo.
 * @returns whether there are any.
 */
export function reportSyntax(
  file: SourceFile,
  document: Document.Parsed,
  { text, place }: Inserted,
  unreadable: number | undefined,
  reporter: Reporter,
): boolean {
  const lines = new Set<number>();
  const severalLines = new Set(
    document.errors.filter((error) => error.code === "MULTILINE_IMPLICIT_KEY").map((error) => error.pos[0]),
  );
  for (const error of document.errors) {
    // The same slip, told twice: a key over several lines is a line that is indented too much.
    if (error.code === "BLOCK_AS_IMPLICIT_KEY" && severalLines.has(error.pos[0])) continue;
    const problem = describeSyntax(error, text);
    const start = place(problem.start);
    const { line } = positionAt(file, start);
    if (lines.has(line) || lines.size >= most || (unreadable !== undefined && start >= unreadable)) continue;
    lines.add(line);
    const span = { file: file.path, start, end: Math.max(place(problem.end), start) };
    reporter.report(problem.code, span, problem.message, {
      ...(problem.help !== undefined && { help: problem.help }),
      ...(problem.replacement !== undefined && {
        fix: { description: "Use spaces.", edits: [{ span, text: problem.replacement }] },
      }),
    });
  }
  return document.errors.length > 0;
}
