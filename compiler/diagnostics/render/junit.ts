import type { Sources } from "../../source/source.ts";
import { xmlAttribute, xmlText } from "../../spelling/xml.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf } from "./shown.ts";

/**
 * JUnit XML as CI servers read it: a case a diagnostic, since readers show one failure of a case; an estate without any is one case
 * that passes. Notices are no failures and are left out.
 */
export function junit(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const cases = diagnostics
    .filter(({ severity }) => severity !== "info")
    .map((each) => {
      const { file, line, column } = placeOf(each.span, sources);
      const text = `${file}:${line}:${column} ${each.severity} ${each.code}\n${each.help ?? ""}`;
      return `    <testcase classname=${xmlAttribute(file)} name=${xmlAttribute(`${line}:${column} ${each.code}`)}>
      <failure type=${xmlAttribute(each.code)} message=${xmlAttribute(each.message)}>${xmlText(text)}</failure>
    </testcase>`;
    });
  const body = cases.length > 0 ? cases : ['    <testcase classname="waybill.check" name="specs"/>'];
  const counts = `tests="${body.length}" failures="${cases.length}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="waybill" ${counts}>
  <testsuite name="waybill check" ${counts} skipped="0">
${body.join("\n")}
  </testsuite>
</testsuites>
`;
}
