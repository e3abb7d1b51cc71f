import type { Compilation } from "../../passes/index.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { formatOption, print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { report, reported, reportFormats, reportTimings, today } from "../report/diagnostics.ts";
import { reportsOption, writeReport } from "../report/files.ts";
import { UsageError } from "../usage.ts";

export const check: Run = async ([argument], options) => {
  const format = formatOption(options, reportFormats);
  const files = reportsOption(options, ["json", "markdown", "sarif", "junit"]);
  const limit = textOption(options, "maxWarnings");
  if (limit !== undefined && !/^\d+$/.test(limit))
    throw new UsageError(`--max-warnings is a number, not ${limit}`);
  const input = { until: "lint", today: dayOption(options) } as const;
  const folder = estateFolder(options, argument);
  let compilation = await once(folder, input.today, options);
  if (options["fix"] === true) {
    const { compile } = await import("../../passes/index.ts");
    const { applyFixes } = await import("../fixes.ts");
    let fixed = 0;
    // What is mended may show what it hid: a misspelt field's value is not read before.
    for (let round = 0; round < mostRounds; round++) {
      const more = applyFixes(folder, compilation);
      if (more === 0) break;
      fixed += more;
      compilation = compile(folder, input);
    }
    if (format === "pretty") print(`${fixed} ${fixed === 1 ? "fix" : "fixes"} applied.`);
  }
  await report(compilation, format, folder);
  for (const file of files) writeReport(file.path, await reported(compilation, file.format, folder));
  if (options["timings"] === true) reportTimings(compilation.timings);
  const warnings = compilation.diagnostics.filter((diagnostic) => diagnostic.severity === "warning").length;
  return compilation.ok && (limit === undefined || warnings <= Number(limit)) ? 0 : 1;
};

function dayOption(options: Options): string {
  const day = textOption(options, "today");
  if (day !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))))
    throw new UsageError(`--today is a date such as 2027-06-30, not ${day}`);
  return day ?? today();
}

/** A fix that a compilation does not take for one would be made for ever. */
const mostRounds = 5;

async function once(
  folder: string,
  day: string,
  options: Options,
): Promise<Pick<Compilation, "ok" | "diagnostics" | "sources" | "timings">> {
  if (options["cache"] !== false) {
    const { compileCached } = await import("../../passes/cached.ts");
    return compileCached(folder, { today: day, installation: packageRoot });
  }
  const { compile } = await import("../../passes/index.ts");
  return compile(folder, { until: "lint", today: day });
}
