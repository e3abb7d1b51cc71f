import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Sources } from "../source/source.ts";

/** What is remembered of one compilation: what it said, and what it wrote. */
export interface Remembered {
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of each written file, by path below the build's folder; empty where nothing was written. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Remembers in `.waybill/cache` what an estate's last check or build gave, so that an unchanged estate is not compiled again. The
 * key is everything the result depends on; what cannot be read, or is not what was written, counts as nothing.
 */
export class CompilationCache {
  readonly #folder: string;
  readonly #file: string;

  /** @param name of what is remembered: one result each is kept */
  constructor(estate: string, name: "check" | "build") {
    this.#folder = join(estate, ".waybill", "cache");
    this.#file = join(this.#folder, name);
  }

  find(key: string): Remembered | undefined {
    try {
      const [sum, ...lines] = readFileSync(this.#file, "utf8").split("\n");
      const body = lines.join("\n");
      if (sum !== hash(key + body)) return undefined;
      return JSON.parse(body) as Remembered; // the sum says that `keep` wrote it
    } catch {
      return undefined;
    }
  }

  /** A folder that cannot be written is no reason to fail: the next compilation takes its time. */
  keep(key: string, remembered: Remembered): void {
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(join(this.#folder, ".gitignore"), "*\n");
      const body = JSON.stringify(remembered);
      const temporary = `${this.#file}.${process.pid}`;
      writeFileSync(temporary, `${hash(key + body)}\n${body}`);
      renameSync(temporary, this.#file);
    } catch {
      // See above.
    }
  }
}

/**
 * Hash of all that a compilation depends on: every source, the day, and this Waybill itself.
 * @param installation the folder whose `compiler`, `runtime` and `dist` are the program
 */
export function cacheKey(sources: Sources, today: string, installation: string): string {
  const key = createHash("sha256");
  const add = (text: string) => key.update(`${text.length}:${text}`);
  for (const part of [process.version, today, fingerprint(installation)]) add(part);
  for (const { path, text } of sources.values()) {
    add(path);
    add(text);
  }
  return key.digest("hex");
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Whether each file is there as it was written. */
export function isAsWritten(folder: string, files: Remembered["files"]): boolean {
  try {
    return Object.entries(files).every(
      ([path, sum]) => hash(readFileSync(join(folder, path), "utf8")) === sum,
    );
  } catch {
    return false;
  }
}

/** The program's files with sizes and times: in a checkout the version number stays while the compiler changes. */
function fingerprint(installation: string): string {
  const files = ["package.json", "compiler", "runtime", "dist"].flatMap((name) =>
    filesOf(join(installation, name)),
  );
  return files.map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`).join("\n");
}

function filesOf(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  return found.isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesOf(join(path, name)))
    : [path];
}
