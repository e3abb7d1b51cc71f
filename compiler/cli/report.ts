import { isAbsolute, relative, sep } from "node:path";
import type { Compilation } from "../passes/index.ts";
import { interactive, print } from "./output.ts";

export type ReportFormat = "pretty" | "json" | "sarif" | "junit" | "github";
export const reportFormats: readonly ReportFormat[] = ["pretty", "json", "sarif", "junit", "github"];

/**
 * Prints what a compilation found, as asked for; colours only where a person looks.
 * @param folder of the estate, by which services that mark lines of a checkout are told where in it the files are
 */
export async function report(
  compilation: Pick<Compilation, "diagnostics" | "sources">,
  format: ReportFormat = "pretty",
  folder?: string,
): Promise<void> {
  const { render } = await import("../diagnostics/render/index.ts");
  const base = folder === undefined ? undefined : baseOf(folder);
  const options = { color: interactive, ...(base !== undefined && { base }) };
  print(render(format, compilation.diagnostics, compilation.sources, options));
}

/** The way from the checkout to the folder; undefined where there is none. A workflow's step may work in a folder of its own. */
function baseOf(folder: string): string | undefined {
  const way = relative(process.env["GITHUB_WORKSPACE"] ?? process.cwd(), folder);
  return way === "" || way.startsWith("..") || isAbsolute(way) ? undefined : way.split(sep).join("/");
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
