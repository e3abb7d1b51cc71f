import { isAbsolute, relative, sep } from "node:path";
import type { Compilation } from "../../passes/index.ts";
import { interactive, print } from "../output.ts";

export const reportFormats = ["pretty", "json", "sarif", "junit", "github", "markdown"] as const;
export type ReportFormat = (typeof reportFormats)[number];

type Found = Pick<Compilation, "diagnostics" | "sources">;

/** Prints what a compilation found, as asked for; colours only where a person looks. */
export async function report(found: Found, format: ReportFormat = "pretty", folder?: string): Promise<void> {
  print(await reported(found, format, folder, interactive));
}

/**
 * What a compilation found, in a format.
 * @param folder of the estate, by which services that mark lines of a checkout are told where in it the files are
 */
export async function reported(
  { diagnostics, sources }: Found,
  format: ReportFormat,
  folder?: string,
  color = false,
): Promise<string> {
  const { render } = await import("../../diagnostics/render/index.ts");
  const base = folder === undefined ? undefined : baseOf(folder);
  return render(format, diagnostics, sources, { color, ...(base !== undefined && { base }) });
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
