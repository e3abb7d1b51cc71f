import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Scenario, Verdict } from "../../../runtime/scenario/index.ts";
import type { Run } from "../command.ts";
import { coverageText } from "../coverage.ts";
import { estateFolder } from "../folder.ts";
import { colors, formatOption, print } from "../output.ts";
import { report, today } from "../report.ts";
import { reportsOption, writeReport } from "../reports.ts";
import { UsageError } from "../usage.ts";
import { verdictFormats } from "../verdicts.ts";

export const test: Run = async ([names], options) => {
  const format = formatOption(options, ["pretty", "json", "junit", "markdown"]);
  const files = reportsOption(options, ["json", "junit", "markdown"]);
  const folder = estateFolder(options);
  mkdirSync(join(folder, ".waybill"), { recursive: true });
  const out = mkdtempSync(join(folder, ".waybill", "test-"));
  try {
    const { compile } = await import("../../passes/index.ts");
    const compilation = compile(folder, { until: "write", out, today: today() });
    if (!compilation.ok) {
      await report(compilation);
      return 1;
    }
    const { loadBuild, runScenario } = await import("../../../runtime/scenario/index.ts");
    const build = await loadBuild(out);
    const verdicts: Verdict[] = [];
    for (const scenario of chosen(build.scenarios, names)) {
      const verdict = await runScenario(build, scenario);
      verdicts.push(verdict);
      if (format === "pretty") print(verdictText(verdict));
    }
    const failed = verdicts.filter(({ ok }) => !ok).length;
    if (format === "pretty")
      print(`\n${colors.bold(`${verdicts.length - failed} passed, ${failed} failed`)}`);
    else print(verdictFormats[format](verdicts));
    for (const file of files) writeReport(file.path, verdictFormats[file.format](verdicts));
    if (options["coverage"] === true && compilation.plan) print(coverageText(compilation.plan, verdicts));
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

function chosen(
  scenarios: readonly Scenario[],
  names: string | readonly string[] | undefined,
): readonly Scenario[] {
  const wanted = typeof names === "string" ? [names] : (names ?? []);
  const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `there is no scenario ${unknown.join(", ")}; there are ${scenarios.map(({ name }) => name).join(", ")}`,
    );
  return wanted.length === 0 ? scenarios : scenarios.filter(({ name }) => wanted.includes(name));
}

function verdictText({ name, ok, failures, ms, at }: Verdict): string {
  const head = `${ok ? colors.green("✓") : colors.red("✗")} ${name} ${colors.dim(`${Math.round(ms)} ms  ${at.file}:${at.line}`)}`;
  return [head, ...failures.map((failure) => failure.replaceAll(/^/gm, "    "))].join("\n");
}
