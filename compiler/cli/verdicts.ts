import type { Verdict } from "../../runtime/scenario/index.ts";
import { xmlText } from "../source/xml-text.ts";

/** JUnit XML, as CI servers read it: a test case a scenario. */
export function junit(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  const cases = verdicts.map(({ name, at, ms, failures }) => {
    const open = `  <testcase classname=${quoted(at.file)} name=${quoted(name)} file=${quoted(at.file)} line="${at.line}" time="${(ms / 1000).toFixed(3)}"`;
    if (failures.length === 0) return `${open}/>`;
    return `${open}>\n${failures.map((failure) => `    <failure message=${quoted(failure.split("\n")[0] ?? "")}>${xmlText(failure)}</failure>`).join("\n")}\n  </testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="waybill" tests="${verdicts.length}" failures="${failed}">\n${cases.join("\n")}\n</testsuite>\n`;
}

function quoted(text: string): string {
  return `"${xmlText(text)}"`;
}
