import { resolve } from "node:path";
import type { CachedCompilation } from "../../passes/cached.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { defaultBase, runtimeOf } from "../platform.ts";
import { report, reportTimings, today } from "../report.ts";

export const build: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const out = resolve(textOption(options, "out") ?? "build");
  if (options["watch"] === true) return watched(folder, out, options);
  const { ok, diagnostics, sources, timings, fileCount } = await once(folder, out, options);
  if (diagnostics.length > 0) await report({ diagnostics, sources });
  if (ok) print(`${fileCount} files in ${out}`);
  if (options["timings"] === true) reportTimings(timings);
  return ok ? 0 : 1;
};

async function once(folder: string, out: string, options: Options): Promise<CachedCompilation> {
  const platform = platformOf(options);
  if (options["cache"] !== false) {
    const { compileCached } = await import("../../passes/cached.ts");
    return compileCached(folder, { today: today(), out, platform, installation: packageRoot });
  }
  const { compile } = await import("../../passes/index.ts");
  const compilation = compile(folder, { until: "write", out, platform, today: today() });
  return { ...compilation, fileCount: compilation.files?.size ?? 0 };
}

/** Until it is stopped; what did not change is not judged again. */
async function watched(folder: string, out: string, options: Options): Promise<number> {
  const { compile } = await import("../../passes/index.ts");
  const { createChecker } = await import("../../expressions/index.ts");
  const checker = createChecker();
  const platform = platformOf(options);
  const again = async () => {
    const compilation = compile(folder, { until: "write", out, platform, today: today(), checker });
    if (compilation.diagnostics.length > 0) await report(compilation);
    if (compilation.ok) print(`${compilation.files?.size ?? 0} files in ${out}`);
    if (options["timings"] === true) reportTimings(compilation.timings);
  };
  await again();
  const { watchSpecs } = await import("../watch.ts");
  await watchSpecs(folder, again);
  return 0;
}

function platformOf(options: Options) {
  return { runtime: runtimeOf(packageRoot), base: textOption(options, "base") ?? defaultBase };
}
