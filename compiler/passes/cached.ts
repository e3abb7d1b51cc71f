import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CompilationCache, cacheKey, hash, isAsWritten } from "./cache.ts";
import type { Compilation, CompileOptions } from "./index.ts";
import { load } from "./load/index.ts";
import { listName } from "./write/list-name.ts";

/** A compilation, or what is remembered of the same one. */
export interface CachedCompilation extends Pick<Compilation, "ok" | "diagnostics" | "sources" | "timings"> {
  /** How many files the build has. */
  readonly fileCount: number;
}

export interface CachedOptions {
  /** ISO date by which waivers and sunsets are judged. */
  readonly today: string;
  /** Build there; without it only check. */
  readonly out?: string;
  /** What images are made of beside generated code. */
  readonly platform?: CompileOptions["platform"];
  readonly installation: string;
}

/** Compiles the estate in a folder unless that was done before and nothing has changed since; then no other pass is even loaded. */
export async function compileCached(
  folder: string,
  { today, out, platform, installation }: CachedOptions,
): Promise<CachedCompilation> {
  const started = performance.now();
  const { output: sources, diagnostics: loaded } = load(folder);
  const timings = [{ pass: "load", ms: performance.now() - started }];
  const cache = new CompilationCache(folder, out === undefined ? "check" : "build");
  const key = cacheKey(sources, `${today} ${JSON.stringify([loaded, platform])}`, installation);
  const known = cache.find(key);
  if (known && (out === undefined || isAsWritten(out, known.files)))
    return {
      ok: isGood(known.diagnostics),
      diagnostics: known.diagnostics,
      sources,
      timings: [...timings, { pass: "cache", ms: performance.now() - started - (timings[0]?.ms ?? 0) }],
      fileCount: Object.keys(known.files).length - 1,
    };
  const { compileSources } = await import("./index.ts");
  const options =
    out === undefined
      ? { until: "lint" as const }
      : { until: "write" as const, out, ...(platform && { platform }) };
  const compilation = compileSources(sources, { ...options, today }, loaded, timings);
  const files = Object.fromEntries([...(compilation.files ?? [])].map(([path, text]) => [path, hash(text)]));
  // A build that failed wrote nothing, and is tried again.
  if (out === undefined) cache.keep(key, { diagnostics: compilation.diagnostics, files: {} });
  else if (compilation.ok)
    cache.keep(key, {
      diagnostics: compilation.diagnostics,
      files: { ...files, [listName]: hash(readFileSync(join(out, listName), "utf8")) },
    });
  return { ...compilation, fileCount: compilation.files?.size ?? 0 };
}

function isGood(diagnostics: Compilation["diagnostics"]): boolean {
  return diagnostics.every(({ severity }) => severity !== "error");
}
