import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Build, Ground, Scenario, Verdict } from "../../../runtime/scenario/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import type { Run } from "../command.ts";
import { type Trial, trialOf } from "../dev/trial.ts";
import { estateFolder } from "../folder.ts";
import { colors, formatOption, print } from "../output.ts";
import { coverageText } from "../report/coverage.ts";
import { report, today } from "../report/diagnostics.ts";
import { reportsOption, writeReport } from "../report/files.ts";
import { verdictFormats } from "../report/verdicts.ts";
import { UsageError } from "../usage.ts";

export const test: Run = async ([names], options) => {
  const format = formatOption(options, ["pretty", "json", "junit", "markdown"]);
  const files = reportsOption(options, ["json", "junit", "markdown"]);
  const folder = estateFolder(options);
  mkdirSync(join(folder, ".waybill"), { recursive: true });
  const out = mkdtempSync(join(folder, ".waybill", "test-"));
  let trial: Trial | "missing" | undefined;
  try {
    const { compile } = await import("../../passes/index.ts");
    const compilation = compile(folder, { until: "write", out, today: today() });
    if (!compilation.ok) {
      await report(compilation);
      return 1;
    }
    const { loadBuild } = await import("../../../runtime/scenario/index.ts");
    const build = await loadBuild(out);
    const scenarios = chosen(build.scenarios, names);
    trial = await trialOf(options, { kafka: false });
    if (trial === "missing") return 1;
    const verdicts = await run(build, scenarios, trial && (await groundOn(trial)), (verdict) => {
      if (format === "pretty") print(verdictText(verdict));
    });
    const failed = verdicts.filter(({ ok }) => !ok).length;
    if (format === "pretty")
      print(`\n${colors.bold(`${verdicts.length - failed} passed, ${failed} failed`)}`);
    else print(verdictFormats[format](verdicts));
    for (const file of files) writeReport(file.path, verdictFormats[file.format](verdicts));
    if (options["coverage"] === true && compilation.plan) print(coverageText(compilation.plan, verdicts));
    return failed === 0 ? 0 : 1;
  } finally {
    if (typeof trial === "object") await trial.stop();
    rmSync(out, { recursive: true, force: true });
  }
};

/** One after the other, each told when it is over. */
async function run(
  build: Build,
  scenarios: readonly Scenario[],
  ground: Ground | undefined,
  told: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const { runScenario } = await import("../../../runtime/scenario/index.ts");
  const verdicts: Verdict[] = [];
  for (const scenario of scenarios) {
    const verdict = await runScenario(build, scenario, { ground });
    verdicts.push(verdict);
    told(verdict);
  }
  return verdicts;
}

async function groundOn({ postgres, restate }: Trial): Promise<Ground> {
  const { distributed } = await import("../../../runtime/scenario/distributed.ts");
  return distributed({ postgres, restate, port: async () => (await freePorts(1))[0] ?? 0 });
}

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
