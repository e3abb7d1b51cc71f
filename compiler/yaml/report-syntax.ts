import type { Document, YAMLParseError } from "yaml";
import type { Reporter } from "../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../source/source.ts";
import type { Inserted } from "./insertions.ts";
import { describeSyntax, describeUnclosed, type SyntaxProblem } from "./syntax.ts";
import { unclosedBrackets } from "./unclosed.ts";

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
  const told = new Set<number>();
  const tell = (problem: SyntaxProblem): void => {
    const start = place(problem.start);
    const { line } = positionAt(file, start);
    if (told.has(line) || told.size >= most || (unreadable !== undefined && start >= unreadable)) return;
    told.add(line);
    reportProblem(file, { ...problem, start, end: Math.max(place(problem.end), start) }, reporter);
  };
  const { errors, unclosed } = withoutEchoes(document, text);
  for (const error of errors) tell(describeSyntax(error, text));
  for (const start of unclosed) tell(describeUnclosed(text, start));
  return document.errors.length > 0;
}

function reportProblem(file: SourceFile, problem: SyntaxProblem, reporter: Reporter): void {
  const span = { file: file.path, start: problem.start, end: problem.end };
  reporter.report(problem.code, span, problem.message, {
    ...(problem.help !== undefined && { help: problem.help }),
    ...(problem.replacement !== undefined && {
      fix: { description: "Use spaces.", edits: [{ span, text: problem.replacement }] },
    }),
  });
}

interface Slips {
  readonly errors: readonly YAMLParseError[];
  /** Where brackets open that never close. */
  readonly unclosed: readonly number[];
}

/** A slip confuses the parser for some lines more: what it says of those is left out. */
function withoutEchoes(document: Document.Parsed, text: string): Slips {
  const unclosed = document.errors.some(({ message }) => message.startsWith("Flow "))
    ? unclosedBrackets(document, text)
    : [];
  const [open] = unclosed;
  const severalLines = new Set(
    document.errors.filter(({ code }) => code === "MULTILINE_IMPLICIT_KEY").map(({ pos }) => pos[0]),
  );
  let misplaced = false;
  const errors = document.errors.filter(({ code, message, pos }) => {
    // What stands after a bracket that is not closed is read as if it stood in it.
    if (open !== undefined && pos[0] >= open) return false;
    // The same slip, told twice: a key over several lines is a line that is indented too much.
    if (code === "BLOCK_AS_IMPLICIT_KEY" && severalLines.has(pos[0])) return false;
    const column = message.startsWith("All ");
    // Once a line stands in a column of its own, all that follow do too.
    if (column && misplaced) return false;
    misplaced ||= column || code === "TAB_AS_INDENT";
    return true;
  });
  return { errors, unclosed: open === undefined ? [] : [open] };
}
