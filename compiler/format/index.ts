import { collectDiagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source.ts";
import { readYaml } from "../source/yaml/read.ts";
import { sameMeaning } from "./meaning.ts";
import { printDocuments } from "./print.ts";

export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Canonical YAML: two spaces, one blank line at the most, `apiVersion`, `kind`, `metadata`, `spec` in this order, comments and the
 * way that values are written kept. Idempotent. What cannot be read is not formatted, but told; what would come out
 * with another meaning, or without a comment, stays as it is.
 *
 * @param path only for the places of diagnostics.
 */
export function formatYaml(text: string, path = "spec.yaml"): Formatted {
  const reporter = collectDiagnostics();
  const file: SourceFile = { path, text };
  const before = readYaml(file, reporter);
  if (reporter.diagnostics.length > 0) return { diagnostics: reporter.diagnostics };
  // Directives (`%YAML`) and markers at the end of documents are so rare that they are left alone.
  if (before.length === 0 || /^(?:%|\.\.\.\s)/m.test(text)) return { text };
  const printed = settled(text);
  return { text: printed !== undefined && sameMeaning(text, printed) ? printed : text };
}

/** A comment may move once, when what it stands beside is laid out anew: what is printed is printed again until it stays. */
function settled(text: string): string | undefined {
  let current = text;
  for (let round = 0; round < 4; round++) {
    const next = printDocuments(current);
    if (next === current) return current;
    current = next;
  }
  return undefined;
}
