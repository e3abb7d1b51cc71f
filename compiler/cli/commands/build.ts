import { resolve } from "node:path";
import { type Options, type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { print } from "../output.ts";
import { report, reportTimings, today } from "../report.ts";

export const build: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const out = resolve(textOption(options, "out") ?? "build");
  const good = await once(folder, out, options);
  if (options["watch"] !== true) return good ? 0 : 1;
  const { watchSpecs } = await import("../watch.ts");
  await watchSpecs(folder, async () => void (await once(folder, out, options)));
  return 0;
};

async function once(folder: string, out: string, options: Options): Promise<boolean> {
  const { compile } = await import("../../passes/index.ts");
  const compilation = compile(folder, { until: "write", out, today: today() });
  if (compilation.diagnostics.length > 0) await report(compilation);
  if (compilation.ok) print(`${compilation.files?.size ?? 0} files in ${out}`);
  if (options["timings"] === true) reportTimings(compilation.timings);
  return compilation.ok;
}
