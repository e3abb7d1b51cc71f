import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compilation } from "../passes/index.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A value that stands in quotes stays in them: fixes say what to write, not how. */
function inQuotesOf(before: string, after: string): string {
  const quote = /^(["']).*\1$/s.exec(before)?.[1];
  return quote === undefined || /["'\\\n]/.test(after) ? after : `${quote}${after}${quote}`;
}

/** Writes the fixes of all diagnostics into their files, last edit first, and passes over one that overlaps another. Answers how many diagnostics were fixed. */
export function applyFixes(
  folder: string,
  { diagnostics, sources }: Pick<Compilation, "diagnostics" | "sources">,
): number {
  const byFile = new Map<string, Edit[]>();
  let fixed = 0;
  for (const { fix } of diagnostics) {
    if (!fix) continue;
    const edits = fix.edits.map(({ span, text }) => ({
      file: span.file,
      start: span.start,
      end: span.end,
      text,
    }));
    const free = edits.every((edit) =>
      (byFile.get(edit.file) ?? []).every((other) => edit.end < other.start || edit.start > other.end),
    );
    if (!free) continue;
    fixed++;
    for (const { file, ...edit } of edits) byFile.set(file, [...(byFile.get(file) ?? []), edit]);
  }
  for (const [file, edits] of byFile) {
    const text = edits
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (whole, edit) =>
          whole.slice(0, edit.start) +
          inQuotesOf(whole.slice(edit.start, edit.end), edit.text) +
          whole.slice(edit.end),
        sources.get(file)?.text ?? "",
      );
    writeFileSync(join(folder, file), text);
  }
  return fixed;
}
