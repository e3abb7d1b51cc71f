import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { EmittedFiles } from "../../plan/plan.ts";
import { listName } from "./list-name.ts";

export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** Files that stand where the build's would, but that no build wrote: left as they are. */
  readonly foreign: readonly string[];
}

/**
 * Brings a folder to what was emitted: writes what changed, removes what an earlier build wrote and this one does not make.
 * Each file is replaced at once, and the list names a file before it exists, so a build that was cut short is finished by the next.
 * @param folder the build's folder, made where it is missing
 */
export function write(files: EmittedFiles, folder: string): PassResult<Written> {
  const earlier = readList(folder);
  const foreign = [...files]
    .filter(([path, text]) => !earlier.has(path) && isForeign(join(folder, path), text))
    .map(([path]) => path);
  const mine = [...files].filter(([path]) => !foreign.includes(path));
  const changed = mine.filter(([path, text]) => read(join(folder, path)) !== text);
  const orphans = [...earlier].filter((path) => !files.has(path));
  mkdirSync(folder, { recursive: true });
  const list = mine.map(([path]) => path);
  if (changed.length > 0 || orphans.length > 0) writeList(folder, [...list, ...orphans]);
  for (const [path, text] of changed) replace(join(folder, path), text);
  for (const path of orphans) remove(folder, path);
  writeList(folder, list);
  return {
    output: {
      written: changed.map(([path]) => path),
      removed: orphans,
      unchanged: mine.length - changed.length,
      foreign,
    },
    diagnostics: [],
  };
}

/** A file of the same bytes is one that a build wrote, whoever lost the list. */
function isForeign(path: string, text: string): boolean {
  const found = read(path);
  return found !== undefined && found !== text;
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.writing`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  try {
    for (let parent = dirname(path); parent !== "."; parent = dirname(parent))
      rmdirSync(join(folder, parent));
  } catch {
    // Not empty: something else is in it.
  }
}

/** Paths that lead out of the folder are not believed, whoever wrote them there. */
function readList(folder: string): Set<string> {
  const lines = read(join(folder, listName))?.split("\n") ?? [];
  return new Set(
    lines.filter(
      (path) => path !== "" && !isAbsolute(path) && normalize(path) === path && !path.startsWith(".."),
    ),
  );
}

function writeList(folder: string, paths: readonly string[]): void {
  const text = [...new Set(paths)]
    .sort()
    .map((path) => `${path}\n`)
    .join("");
  if (read(join(folder, listName)) !== text) replace(join(folder, listName), text);
}
