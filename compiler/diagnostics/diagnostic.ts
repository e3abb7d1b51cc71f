import type { Span } from "../source/source.ts";
import type { Code } from "./catalogue.ts";

export type Severity = "error" | "warning" | "info";

/** Text edits that repair the problem without changing what the author meant. */
export interface Fix {
  readonly description: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/**
 * Entries that belong into a map, with blanks (`=…`) for what only a person knows: shown to people and editors, never applied by
 * `--fix`. How they stand, in block or in flow style, is the map's own way.
 */
export interface Suggestion {
  readonly description: string;
  /** The map. */
  readonly into: Span;
  readonly entries: readonly NewEntry[];
}

export interface NewEntry {
  /** As it is written in YAML, quoted where it has to be. */
  readonly key: string;
  readonly value: string | readonly NewEntry[];
  /** What belongs into the blank, as a comment. */
  readonly note?: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly help?: string;
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
  readonly fix?: Fix;
  readonly suggestion?: Suggestion;
  /** The document it is about and a path of names in it (`paymentStatus`, `steps.posting`): what a waiver names. */
  readonly subject?: { readonly document: string; readonly path: string };
}

/** What a pass is given to say what is wrong. Severity comes from the catalogue unless said. */
export interface Reporter {
  report(
    code: Code,
    span: Span,
    message: string,
    more?: Partial<Omit<Diagnostic, "code" | "message" | "span">>,
  ): void;
}

/** Every pass: pure, but for load (reads) and write (writes). */
export interface PassResult<Output> {
  readonly output: Output;
  readonly diagnostics: readonly Diagnostic[];
}
