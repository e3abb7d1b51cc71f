import type { Sources } from "../../source/source.ts";
import { markdownCode, markdownText } from "../../spelling/markdown.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { countsOf, placeOf, urlOf } from "./shown.ts";

/** So many are listed: a comment of GitHub's holds 65,536 characters, and nobody reads more. */
const most = 50;

/** A section of a comment or of a job's summary. Notices are left out: who is asked for a review has no use for them. */
export function markdown(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const told = diagnostics.filter(({ severity }) => severity !== "info");
  const { errors, warnings } = countsOf(told);
  if (told.length === 0) return "### Check: no errors, no warnings\n";
  const lines = told.slice(0, most).map((each) => {
    const { file, line, column } = placeOf(each.span, sources);
    const help = each.help === undefined ? "" : ` ${markdownText(each.help)}`;
    return `- ${each.severity} [${each.code}](${urlOf(each.code)}) ${markdownCode(`${file}:${line}:${column}`)} ${markdownText(each.message)}${help}`;
  });
  const rest = told.length > most ? [`- and ${told.length - most} more`] : [];
  return `### Check: ${counted(errors, "error")}, ${counted(warnings, "warning")}\n\n${[...lines, ...rest].join("\n")}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
