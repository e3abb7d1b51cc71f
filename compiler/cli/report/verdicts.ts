import type { Verdict } from "../../../runtime/scenario/index.ts";
import { markdownCode, markdownText } from "../../spelling/markdown.ts";
import { xmlAttribute, xmlText } from "../../spelling/xml.ts";

export const verdictFormats = { json, junit, markdown } as const;

function json(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  return JSON.stringify(
    { scenarios: verdicts, summary: { passed: verdicts.length - failed, failed } },
    null,
    2,
  );
}

/** JUnit XML, as CI servers read it: a test case a scenario. Where it stands is in the text, for which the schema has no attributes. */
function junit(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  const cases = verdicts.map(({ name, at, ms, failures }) => {
    const open = `  <testcase classname=${xmlAttribute(at.file)} name=${xmlAttribute(name)} time="${(ms / 1000).toFixed(3)}"`;
    if (failures.length === 0) return `${open}/>`;
    const told = failures.map((failure) => {
      const text = xmlText(`${at.file}:${at.line}\n${failure}`);
      return `    <failure message=${xmlAttribute(failure.split("\n")[0] ?? "")}>${text}</failure>`;
    });
    return `${open}>\n${told.join("\n")}\n  </testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="waybill" tests="${verdicts.length}" failures="${failed}">\n${cases.join("\n")}\n</testsuite>\n`;
}

/** A section of a comment or of a job's summary: how many, and what did not hold. */
function markdown(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ ok }) => !ok);
  const lines = failed.flatMap(({ name, at, failures }) => [
    `- ✗ ${markdownCode(name)} ${markdownCode(`${at.file}:${at.line}`)}`,
    ...failures.map((failure) => `  - ${markdownText(failure)}`),
  ]);
  const head = `### Scenarios: ${verdicts.length - failed.length} passed, ${failed.length} failed\n`;
  return lines.length === 0 ? head : `${head}\n${lines.join("\n")}\n`;
}
