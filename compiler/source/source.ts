/** Source files and places in them. Offsets are UTF-16 code units from 0; lines and columns count from 1. */

export interface SourceFile {
  /** Relative to the estate's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Span {
  readonly file: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Every file that the load pass read, by path: the only way to the text of anything for all later passes. */
export type Sources = ReadonlyMap<string, SourceFile>;

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function startsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known) return known;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

/** Line and column of an offset, by binary search over the file's line starts. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The file and first line of a span, as generated code and diagnostics of a run name it; line 1 of a file that was not read. */
export function lineOf(span: Span, sources: Sources): { readonly file: string; readonly line: number } {
  const file = sources.get(span.file);
  return { file: span.file, line: file ? positionAt(file, span.start).line : 1 };
}

/** The text of a line (from 1), without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  const start = starts[line - 1] ?? file.text.length;
  const end = starts[line] ?? file.text.length + 1;
  return file.text.slice(start, end - 1).replace(/\r$/, "");
}
