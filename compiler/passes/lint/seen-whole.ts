import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import { byPlace } from "../../model/by-place.ts";
import type { Model } from "../../model/model.ts";
import type { Span } from "../../source/source.ts";
import type { Rule } from "./rule.ts";

/** Whether all was looked at that could have given a diagnostic of this code in a document. */
export type SeenWhole = (code: string, document: SpecDocument) => boolean;

/**
 * What a pass found wrong, it did not look behind: a document with such an error, one that names a document with one, and so on,
 * may hold more than was said. What a rule says hides nothing.
 * @param remaining diagnostics that nobody accepted
 */
export function seenWhole(remaining: readonly Diagnostic[], model: Model, rules: readonly Rule[]): SeenWhole {
  const ruled = new Set(rules.flatMap(({ codes }) => codes));
  const around = new Set<string>(rules.flatMap(({ looksAround, codes }) => (looksAround ? codes : [])));
  const errors = remaining.filter(({ severity, code }) => severity === "error" && !ruled.has(code));
  if (errors.length === 0) return () => true;
  const find = byPlace(model.documents);
  const wrong = new Set(errors.map(({ span }) => find(span)));
  if (errors.some(({ span }) => !find(span) && !isOfBroken(span, model))) return () => false;
  const named = Map.groupBy(model.references, ({ span }) => find(span));
  const names = new Map(model.documents.map((document) => [nameOf(document), document]));
  const hidden = new Map<SpecDocument, boolean>();
  const isHidden = (document: SpecDocument): boolean => {
    const known = hidden.get(document);
    if (known !== undefined) return known;
    hidden.set(document, false); // they may name each other
    const result =
      wrong.has(document) ||
      (named.get(document) ?? []).some(({ kind, name }) => {
        const other = names.get(`${kind} ${name}`);
        return !other || isHidden(other);
      });
    hidden.set(document, result);
    return result;
  };
  return (code, document) => !around.has(code) && !isHidden(document);
}

/** In a document that is broken and whose name is known: who names it is found. A schema or a table may be anybody's. */
function isOfBroken({ file }: Span, { broken }: Model): boolean {
  return /\.ya?ml$/.test(file) && broken.size > 0 && ![...broken].some((name) => name.includes("*"));
}

function nameOf({ kind, metadata, spec }: SpecDocument): string {
  const { version } = spec as { readonly version?: string }; // of contracts, which are known by it
  return kind === "Contract"
    ? `${kind} ${metadata.name}@${version?.split(".")[0]}`
    : `${kind} ${metadata.name}`;
}
