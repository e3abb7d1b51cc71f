import type { Severity } from "./diagnostic.ts";

/** One line of the catalogue. */
export interface CatalogueEntry {
  /** Stable words, kebab-case: `duplicate-key`. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence, as the title of its page. */
  readonly title: string;
}

export type Area = Readonly<Record<`WB${number}`, CatalogueEntry>>;
