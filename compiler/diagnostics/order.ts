import type { Diagnostic } from "./diagnostic.ts";

/** By file, place and code, each once: the same input gives the same output. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, span, message }) => {
      const key = `${span.file} ${span.start} ${code} ${message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toSorted(
      (a, b) =>
        compare(a.span.file, b.span.file) ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end ||
        compare(a.code, b.code),
    );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
