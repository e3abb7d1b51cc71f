import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { render } from "../../compiler/diagnostics/render/index.ts";
import type { Checker } from "../../compiler/expressions/index.ts";
import { compileSources } from "../../compiler/passes/index.ts";
import { load } from "../../compiler/passes/load/index.ts";
import type { Sources } from "../../compiler/source/source.ts";
import { Chance } from "../simulation/chance.ts";
import { type Hostile, hostile } from "./hostile.ts";

/** What one seed makes of an estate: some of its files are hostile. */
export interface Case {
  readonly ways: readonly string[];
  readonly files: ReadonlyMap<string, string | Buffer>;
}

const ways: readonly Hostile[] = hostile.flatMap((way) => Array.from({ length: way.weight }, () => way));

/** The same for the same seed and estate. */
export function caseOf(seed: number, estate: Sources): Case {
  const chance = new Chance(seed);
  const files = new Map<string, string | Buffer>();
  const used: string[] = [];
  for (let times = chance.once(4) ? 2 : 1; times > 0; times -= 1) {
    const way = chance.pick(ways);
    const file = chance.pick([...estate.values()]);
    if (!way || !file) continue;
    used.push(`${way.name} in ${file.path}`);
    files.set(file.path, way.make(chance, file.text));
  }
  return { ways: used, files };
}

/**
 * Reads the case from disk as `waybill check` does, compiles it and prints what is told in all formats. Throws where a pass does,
 * or where a place lies outside its file.
 * @returns how many diagnostics there were
 */
export function survive({ files }: Case, estate: Sources, folder: string, checker: Checker): number {
  for (const [path, { text }] of estate) put(folder, path, files.get(path) ?? text);
  const { output: sources, diagnostics: read } = load(folder);
  const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-24", checker });
  for (const { code, span } of diagnostics) {
    const length = sources.get(span.file)?.text.length ?? 0;
    assert.ok(
      span.start >= 0 && span.start <= span.end && span.end <= length,
      `${code} ${JSON.stringify(span)}`,
    );
  }
  const all = [...read, ...diagnostics];
  for (const format of ["pretty", "json", "sarif", "junit", "github", "markdown"] as const)
    render(format, all, sources, { color: false });
  return all.length;
}

function put(folder: string, path: string, content: string | Buffer): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
