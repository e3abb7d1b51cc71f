import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repairsOf } from "../diagnostics/repair.ts";
import type { Compilation } from "../passes/index.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Writes the safe repairs of all diagnostics into their files, last edit first, and passes over one that overlaps another. Answers how many diagnostics were fixed. */
export function applyFixes(
  folder: string,
  { diagnostics, sources }: Pick<Compilation, "diagnostics" | "sources">,
): number {
  const byFile = new Map<string, Edit[]>();
  let fixed = 0;
  for (const diagnostic of diagnostics) {
    const repair = repairsOf(diagnostic, sources).find(({ safe }) => safe);
    if (!repair) continue;
    const edits = repair.edits.map(({ span, text }) => ({
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
        (whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end),
        sources.get(file)?.text ?? "",
      );
    writeFileSync(join(folder, file), text);
  }
  return fixed;
}
