import type { Sources } from "../../source/source.ts";
import { xmlText } from "../../source/xml-text.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf } from "./shown.ts";

/** JUnit XML: a failure a diagnostic, a case a file; an estate without any is one case that passes. */
export function junit(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const failing = diagnostics.filter(({ severity }) => severity !== "info");
  const cases = [...Map.groupBy(failing, ({ span }) => span.file)].map(([file, own]) => {
    const failures = own.map((each) => {
      const { line, column } = placeOf(each.span, sources);
      return `    <failure type=${quoted(each.code)} message=${quoted(each.message)}>${xmlText(`${file}:${line}:${column} ${each.severity} ${each.code}\n${each.help ?? ""}`)}</failure>`;
    });
    return `  <testcase classname="waybill.check" name=${quoted(file)}>\n${failures.join("\n")}\n  </testcase>`;
  });
  const body = cases.length > 0 ? cases : ['  <testcase classname="waybill.check" name="specs"/>'];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="waybill check" tests="${body.length}" failures="${failing.length}">\n${body.join("\n")}\n</testsuite>\n`;
}

function quoted(text: string): string {
  return `"${xmlText(text).replaceAll("\n", "&#10;")}"`;
}
