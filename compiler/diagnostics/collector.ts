import { type Code, catalogue } from "./catalogue.ts";
import type { Diagnostic, Reporter } from "./diagnostic.ts";
import type { CatalogueEntry } from "./entry.ts";

/** A reporter that keeps what it is told; severity comes from the catalogue unless said. */
export interface Collector extends Reporter {
  readonly diagnostics: Diagnostic[];
}

export function collectDiagnostics(): Collector {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(code, span, message, more = {}) {
      const entry: CatalogueEntry = catalogue[code satisfies Code];
      diagnostics.push({ severity: entry.severity, ...more, code, message, span });
    },
  };
}
