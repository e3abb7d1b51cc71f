import type { Sources } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf } from "./shown.ts";

const commands = { error: "error", warning: "warning", info: "notice" } as const;

/** GitHub's workflow commands, which mark the lines of a pull request. Their files are the checkout's. */
export function github(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  { base }: { readonly base?: string } = {},
): string {
  return diagnostics
    .map((each) => {
      const { file, line, column, endLine, endColumn } = placeOf(each.span, sources);
      const end = endLine === line ? `,endColumn=${endColumn}` : "";
      const properties = `file=${property(base === undefined ? file : `${base}/${file}`)},line=${line},endLine=${endLine},col=${column}${end},title=${property(each.code)}`;
      return `::${commands[each.severity]} ${properties}::${data(each.help === undefined ? each.message : `${each.message}\n${each.help}`)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
