import type { Compilation } from "../passes/index.ts";
import { interactive, print } from "./output.ts";

export type ReportFormat = "pretty" | "json" | "sarif" | "junit" | "github";
export const reportFormats: readonly ReportFormat[] = ["pretty", "json", "sarif", "junit", "github"];

/** Prints what a compilation found, as asked for; colours only where a person looks. */
export async function report(
  compilation: Pick<Compilation, "diagnostics" | "sources">,
  format: ReportFormat = "pretty",
): Promise<void> {
  const { render } = await import("../diagnostics/render/index.ts");
  print(render(format, compilation.diagnostics, compilation.sources, { color: interactive }));
}

/** What each pass took, for `--timings`: on standard error, so that machine formats stay clean. */
export function reportTimings(timings: Compilation["timings"]): void {
  for (const { pass, ms } of timings)
    process.stderr.write(`${pass.padEnd(9)} ${ms.toFixed(1).padStart(8)} ms\n`);
  process.stderr.write(
    `${"all".padEnd(9)} ${timings
      .reduce((sum, { ms }) => sum + ms, 0)
      .toFixed(1)
      .padStart(8)} ms\n`,
  );
}

/** Today, as `YYYY-MM-DD`: an input of the check, so that the same input gives the same output. */
export function today(): string {
  return Temporal.Now.plainDateISO().toString();
}
