import type { Sources } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf } from "./shown.ts";

/** JUnit XML: a failure a diagnostic, a case a file; an estate without any is one case that passes. */
export function junit(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const failing = diagnostics.filter(({ severity }) => severity !== "info");
  const cases = [...Map.groupBy(failing, ({ span }) => span.file)].map(([file, own]) => {
    const failures = own.map((each) => {
      const { line, column } = placeOf(each.span, sources);
      return `    <failure type=${quoted(each.code)} message=${quoted(each.message)}>${escaped(`${file}:${line}:${column} ${each.severity} ${each.code}\n${each.help ?? ""}`)}</failure>`;
    });
    return `  <testcase classname="waybill.check" name=${quoted(file)}>\n${failures.join("\n")}\n  </testcase>`;
  });
  const body = cases.length > 0 ? cases : ['  <testcase classname="waybill.check" name="specs"/>'];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="waybill check" tests="${body.length}" failures="${failing.length}">\n${body.join("\n")}\n</testsuite>\n`;
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll("\n", "&#10;")}"`;
}

/** Control characters are not allowed in XML 1.0 at all. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uFFFD]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
