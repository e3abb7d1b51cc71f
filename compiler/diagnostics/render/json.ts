import type { Sources } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { repairsOf } from "../repair.ts";
import { countsOf, placeOf, urlOf } from "./shown.ts";

/** The format that things outside the repository read (design, section 6). */
export function json(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const shown = diagnostics.map((each) => shownOf(each, sources));
  return `${JSON.stringify({ diagnostics: shown, summary: countsOf(diagnostics) }, null, 2)}\n`;
}

function shownOf(diagnostic: Diagnostic, sources: Sources): object {
  const { code, severity, message, span, help, related = [] } = diagnostic;
  return {
    code,
    severity,
    message,
    ...placeOf(span, sources),
    ...(help === undefined ? {} : { help }),
    url: urlOf(code),
    related: related.map((each) => ({ message: each.message, ...placeOf(each.span, sources) })),
    fixes: repairsOf(diagnostic, sources).map(({ description, safe, edits }) => ({
      description,
      safe,
      edits: edits.map((edit) => ({ ...placeOf(edit.span, sources), text: edit.text })),
    })),
  };
}
