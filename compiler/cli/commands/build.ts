import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defaultBase, runtimeOf } from "../../images/platform.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { CachedCompilation } from "../../passes/cached.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { print } from "../output.ts";
import { packageRoot } from "../package-root.ts";
import { report, reportTimings, today } from "../report/diagnostics.ts";
import { UsageError } from "../usage.ts";

export const build: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const out = resolve(textOption(options, "out") ?? "build");
  const withImages = options["images"] === true;
  if (withImages && options["watch"] === true) throw new UsageError("--images does not go with --watch");
  if (options["watch"] === true) return watched(folder, out, options);
  const { ok, diagnostics, sources, timings, fileCount } = await once(folder, out, options);
  if (diagnostics.length > 0) await report({ diagnostics, sources });
  if (ok) print(`${fileCount} files in ${out}`);
  if (options["timings"] === true) reportTimings(timings);
  if (ok && withImages) await writeImages(out);
  return ok ? 0 : 1;
};

/** The build contexts of the images, in `images` of the build. */
async function writeImages(out: string): Promise<void> {
  const { contextsOf } = await import("../../images/index.ts");
  const { write } = await import("../../passes/write/index.ts");
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Manifest; // of this very build
  const { images, files } = await contextsOf(out, manifest, packageRoot);
  // In a container they are read by a user who does not own them, whatever this shell keeps to itself.
  process.umask(0o022);
  const { foreign } = write(files, join(out, "images")).output;
  if (foreign.length > 0)
    throw new UsageError(
      `these files in ${join(out, "images")} are not of a build, and stand where it writes: ${foreign.join(", ")}. Remove them`,
    );
  for (const { name, content, size } of images)
    print(`image ${name}:${content}, ${Math.round(size / 1000)} kB, in ${join(out, "images", name)}`);
}

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
  const { SpecWatch, stopped } = await import("../dev/watch.ts");
  const specs = await SpecWatch.begin(folder, again);
  await specs.call(again);
  await stopped();
  await specs.close();
  return 0;
}

function platformOf(options: Options) {
  return { runtime: runtimeOf(packageRoot), base: textOption(options, "base") ?? defaultBase };
}
