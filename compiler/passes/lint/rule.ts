import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { Model } from "../../model/model.ts";

/** One thing that an estate should keep to, over and above what the language wants. A file each in `rules/`, listed in `rules/index.ts`. */
export interface Rule {
  readonly name: string;
  check(model: Model, reporter: Reporter): void;
}
