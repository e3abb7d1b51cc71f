import type { Sources } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { countsOf, placeOf, urlOf } from "./shown.ts";

/** The format that things outside the repository read (design, section 6). */
export function json(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const shown = diagnostics.map(({ code, severity, message, span, help, related = [] }) => ({
    code,
    severity,
    message,
    ...placeOf(span, sources),
    ...(help === undefined ? {} : { help }),
    url: urlOf(code),
    related: related.map((each) => ({ message: each.message, ...placeOf(each.span, sources) })),
  }));
  return `${JSON.stringify({ diagnostics: shown, summary: countsOf(diagnostics) }, null, 2)}\n`;
}
