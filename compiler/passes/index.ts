import { performance } from "node:perf_hooks";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Checker } from "../expressions/index.ts";
import type { Model } from "../model/model.ts";
import type { EmittedFiles, Plan } from "../plan/plan.ts";
import type { Sources } from "../source/source.ts";
import { check } from "./check/index.ts";
import { type EmitOptions, emit } from "./emit/index.ts";
import { link } from "./link/index.ts";
import { lint } from "./lint/index.ts";
import { load } from "./load/index.ts";
import { lower } from "./lower/index.ts";
import { parse } from "./parse/index.ts";
import { validate } from "./validate/index.ts";
import { write } from "./write/index.ts";

/** How far to go. Nothing is lowered where there is an error. */
export type Until = "lint" | "lower" | "emit" | "write";

export interface CompileOptions {
  readonly until: Until;
  /** Where write puts the files. */
  readonly out?: string;
  /** ISO date by which waivers and sunsets are judged. */
  readonly today?: string;
  /** Kept between compilations of a watched estate. */
  readonly checker?: Checker;
  /** What images are made of beside generated code. */
  readonly platform?: EmitOptions["platform"];
}

export interface Compilation {
  /** No diagnostic is an error. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** The linked estate, as far as it is without errors. */
  readonly model: Model;
  readonly plan?: Plan;
  readonly files?: EmittedFiles;
  /** Milliseconds of each pass that ran, in order. */
  readonly timings: readonly { readonly pass: string; readonly ms: number }[];
}

/** The passes, in order. Load alone reads the disk, write alone writes it. */
export function compileSources(
  sources: Sources,
  options: CompileOptions,
  loaded: readonly Diagnostic[] = [],
  timings: { pass: string; ms: number }[] = [],
): Compilation {
  const timed = <T>(pass: string, work: () => T): T => {
    const started = performance.now();
    const result = work();
    timings.push({ pass, ms: performance.now() - started });
    return result;
  };
  const parsed = timed("parse", () => parse(sources));
  const validated = timed("validate", () => validate(parsed.output.documents));
  const linked = timed("link", () =>
    link({ parsed: parsed.output.documents, documents: validated.output, sources }),
  );
  const checked = timed("check", () =>
    check({ model: linked.output, sources, ...(options.checker ? { checker: options.checker } : {}) }),
  );
  const said = [
    loaded,
    parsed.diagnostics,
    validated.diagnostics,
    linked.diagnostics,
    checked.diagnostics,
  ].flat();
  const today = options.today === undefined ? {} : { today: options.today };
  const { diagnostics } = timed("lint", () =>
    lint({
      model: linked.output,
      documents: validated.output,
      checked: checked.output,
      sources,
      diagnostics: said,
      ...today,
    }),
  );
  const ok = diagnostics.every((diagnostic) => diagnostic.severity !== "error");
  if (!ok || options.until === "lint") return { ok, diagnostics, sources, model: linked.output, timings };
  const plan = timed("lower", () => lower({ model: linked.output, checked: checked.output, sources })).output;
  if (options.until === "lower") return { ok, diagnostics, sources, model: linked.output, plan, timings };
  const platform = options.platform === undefined ? {} : { platform: options.platform };
  const files = timed("emit", () => emit(plan, platform)).output;
  if (options.until === "write" && options.out !== undefined) {
    const out = options.out;
    timed("write", () => write(files, out));
  }
  return { ok, diagnostics, sources, model: linked.output, plan, files, timings };
}

/** What the compilation before read, where one checker serves a watched estate. */
const lastSources = new WeakMap<Checker, Sources>();

/** Compiles the estate in a folder. */
export function compile(folder: string, options: CompileOptions): Compilation {
  const started = performance.now();
  const loaded = load(folder, options.checker && lastSources.get(options.checker));
  if (options.checker) lastSources.set(options.checker, loaded.output);
  return compileSources(loaded.output, options, loaded.diagnostics, [
    { pass: "load", ms: performance.now() - started },
  ]);
}
