import type { Code } from "../../diagnostics/catalogue.ts";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { CheckedUnits } from "../../kinds/kind.ts";
import type { Model } from "../../model/model.ts";
import type { Sources, Span } from "../../source/source.ts";

/**
 * One thing that an estate should keep to, over and above what the language wants: a file `rules/<area>/<name>.ts`, listed in
 * `rules/index.ts`. What a rule says can be waived, and an estate may raise it, lower it or switch it off.
 */
export interface Rule {
  /** Kebab-case, as its file. */
  readonly name: string;
  /** All that it may say: a page and tests each. */
  readonly codes: readonly Code[];
  /** It looks for what belongs to a document among those that the document does not name: with an error elsewhere it may not find it. */
  readonly looksAround?: true;
  check(model: Model, reporter: Reporter, context: RuleContext): void;
}

/** What a rule may know beside the model. */
export interface RuleContext {
  /** ISO date, by which sunsets and expiries are judged; without it nothing has ended. */
  readonly today?: string;
  readonly sources: Sources;
  /** The types of all expressions, by unit (`route take-order`, `mapping order-to-sap`) and expression id; one with an error is absent. */
  readonly checked: CheckedUnits;
  /** Whether an error was told within it already, of which a rule's word would only be another telling. */
  readonly hasError: (span: Span) => boolean;
  /** Something is wrong somewhere: what is missing may be missing for that. */
  readonly hasErrors: boolean;
}
