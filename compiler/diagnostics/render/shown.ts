import { positionAt, type Sources, type Span } from "../../source/source.ts";
import type { Code } from "../catalogue.ts";
import type { Diagnostic } from "../diagnostic.ts";

/** A place as people and machines are told it: lines and columns from 1, the end exclusive. */
export interface ShownPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf(span: Span, sources: Sources): ShownPlace {
  const file = sources.get(span.file);
  const start = file ? positionAt(file, span.start) : { line: 1, column: 1 };
  const end = file ? positionAt(file, span.end) : start;
  return {
    file: span.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Where a diagnostic is explained. */
export function urlOf(code: Code): string {
  return `https://waybill.dev/diagnostics/${code}`;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

export function countsOf(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((each) => each.severity === severity).length;
  return { errors: count("error"), warnings: count("warning") };
}
