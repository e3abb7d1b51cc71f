import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult, Reporter } from "../../diagnostics/diagnostic.ts";
import type { SourceFile, Sources } from "../../source/source.ts";

/** What Waybill reads at the most: bytes of a spec, bytes of any other file, files of an estate. */
export const limits = { spec: 1024 * 1024, resource: 16 * 1024 * 1024, files: 20_000 } as const;

const read = /\.(?:ya?ml|json|csv|ts)$/;
const left = new Set(["node_modules", "build", "dist"]);

/**
 * Load: the only pass that reads the disk. Every file below the folder that a spec can be or refer to, in the order of its path.
 * @param earlier of the same folder: a file whose text is the same stays the same object, by which later passes know it again
 */
export function load(folder: string, earlier: Sources = new Map()): PassResult<Sources> {
  const collected = collectDiagnostics();
  const files = new Map<string, SourceFile>();
  const root = realpathSync(folder);
  const paths = [...walk(root, "", new Set([root]), root, collected)].sort();
  for (const path of paths.slice(0, limits.files)) {
    const file = loadFile(join(root, path), path, collected);
    const before = earlier.get(path);
    if (file) files.set(path, before?.text === file.text ? before : file);
  }
  if (paths.length > limits.files)
    collected.report(
      "WB1002",
      nowhere(paths[limits.files] ?? ""),
      `The folder has ${paths.length} files; Waybill reads ${limits.files}.`,
      {
        help: "Keep what is not a spec, a schema or an example elsewhere.",
      },
    );
  return { output: files, diagnostics: collected.diagnostics };
}

/** Paths relative to the root, with forward slashes. Links are followed inside the root, once. */
function* walk(
  folder: string,
  prefix: string,
  seen: Set<string>,
  root: string,
  reporter: Reporter,
): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const { name } = entry;
    if (name.startsWith(".") || left.has(name)) continue;
    const path = join(folder, name);
    const relative = `${prefix}${name}`;
    const isLink = entry.isSymbolicLink();
    const target = isLink ? linked(path, relative, root, reporter) : path;
    if (target === undefined) continue;
    const kind = isLink ? statSync(target, { throwIfNoEntry: false }) : entry;
    if (kind?.isDirectory() && !seen.has(target)) {
      seen.add(target);
      yield* walk(target, `${relative}/`, seen, root, reporter);
    } else if (kind?.isFile() && read.test(name)) yield relative;
  }
}

function linked(path: string, relative: string, root: string, reporter: Reporter): string | undefined {
  try {
    const target = realpathSync(path);
    if (target === root || target.startsWith(root + sep)) return target;
  } catch {
    // A link to nothing leads out as well.
  }
  reporter.report(
    "WB1005",
    nowhere(relative),
    `The link ${relative} leads out of the folder, or to nothing.`,
    { help: "Copy the file, so that the estate is whole in Git." },
  );
  return undefined;
}

function loadFile(path: string, relative: string, reporter: Reporter): SourceFile | undefined {
  const isSpec = /\.ya?ml$/.test(relative) && !/(?:^|\/)(?:schemas|examples)\//.test(relative);
  const { size } = statSync(path);
  const limit = isSpec && !isOpenapi(path, size) ? limits.spec : limits.resource;
  if (size > limit) {
    reporter.report("WB1001", nowhere(relative), `${relative} has ${size} bytes; Waybill reads ${limit}.`, {
      help: "Split it: documents of one estate may lie in any number of files.",
    });
    return undefined;
  }
  const bytes = readFileSync(path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith("\uFEFF")) return { path: relative, text };
    reporter.report("WB1004", nowhere(relative), `${relative} begins with a byte order mark.`, {
      help: "Save it as UTF-8 without one.",
    });
    return { path: relative, text: text.slice(1) };
  } catch {
    reporter.report("WB1003", nowhere(relative), `${relative} is not UTF-8.`, {
      help: "Save it as UTF-8; YAML files from Windows tools are often UTF-16 or Windows-1252.",
    });
    return undefined;
  }
}

/** Vendors' documents may be larger than specs; the first bytes tell. */
function isOpenapi(path: string, size: number): boolean {
  return size > limits.spec && /^(?:openapi|swagger)\s*:/m.test(readFileSync(path, "latin1").slice(0, 4096));
}

function nowhere(file: string): { file: string; start: number; end: number } {
  return { file, start: 0, end: 0 };
}
