import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { nameOf, type Origin, Origins } from "./origin.ts";
import { nodeAsObjects, nodeNamespace, wasmAsText } from "./plugins.ts";

/** The modules of a service, and what they were made of. */
export interface Bundle {
  /**
   * Text by file name, in order. A container runs `service.mjs`; the other modules lie beside it and are loaded when they are needed.
   * Each has its source map (JSON), `<module>.map`: the text of generated modules is in it, of all else there are the places only.
   */
  readonly files: ReadonlyMap<string, string>;
  readonly sources: readonly BundledFile[];
}

export interface BundledFile {
  readonly origin: Origin;
  /** Of its text in the bundle. 0: it was read, and nothing of it was needed. */
  readonly bytes: number;
  /** What it imports. */
  readonly imports: readonly Origin[];
}

export interface Entry {
  /** A module, as if it lay in the build folder. */
  readonly text: string;
  /** Whether `import.meta.main` holds in the modules that it imports, which are all one in a bundle. */
  readonly main: boolean;
  /** Without the distributed engine, which is larger than all else together. */
  readonly embeddedOnly: boolean;
}

/** What a container runs. */
export const bundleName = "service.mjs";

/** The same for each bundle; nothing is taken from a tsconfig.json that happens to lie around. */
const shared = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node26",
  legalComments: "none",
  tsconfigRaw: {},
  write: false,
  metafile: true,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** CommonJS packages ask for Node's own modules by `require`, which a module does not have. */
const require = 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);';

/**
 * Minified modules that need Node and nothing else: one with what a start needs, and one for each `import()` of the runtime or a
 * package, so that what a service may never use is not even read. The same text for the same input, wherever it lies.
 * @param folder the build folder
 * @param runtime the runtime's folder and the ending of its files
 * @throws Error where esbuild refuses what Waybill generated
 */
export async function bundleOf(
  entry: Entry,
  folder: string,
  runtime: { readonly folder: string; readonly ending: string },
): Promise<Bundle> {
  const thread = await build({
    ...shared,
    entryPoints: [resolve(runtime.folder, `engine/store/sqlite/worker${runtime.ending}`)],
    format: "cjs",
  });
  const { outputFiles, metafile } = await build({
    ...shared,
    stdin: { contents: entry.text, resolveDir: folder, sourcefile: start, loader: "js" },
    absWorkingDir: resolve(folder),
    outdir: resolve(folder),
    entryNames: basename(bundleName, ".mjs"),
    outExtension: { ".js": ".mjs" },
    format: "esm",
    splitting: true,
    sourcemap: "linked",
    alias: { "waybill/runtime": resolve(runtime.folder, `index${runtime.ending}`) },
    define: {
      "import.meta.main": String(entry.main),
      WAYBILL_EMBEDDED_ONLY: String(entry.embeddedOnly),
      WAYBILL_WRITER_THREAD: JSON.stringify(thread.outputFiles[0]?.text),
    },
    banner: { js: require },
    plugins: [wasmAsText, nodeAsObjects],
  });
  requireNames(metafile);
  const origins = new Origins(folder, runtime.folder);
  const of = (path: string) => origins.of(resolve(folder, path));
  const named = renaming(metafile, of);
  const files = outputFiles.map(({ path, text }): readonly [string, string] => {
    const name = named(basename(path));
    return [name, named(name.endsWith(".map") ? withOrigins(text, of) : text)];
  });
  return {
    files: new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1))),
    sources: sourcesOf(metafile, of),
  };
}

/** What esbuild calls the entry. */
const start = "start.js";

/** Whether esbuild read it from disk. */
function isFile(path: string): boolean {
  return path !== start && !path.startsWith(`${nodeNamespace}:`);
}

function sourcesOf({ inputs, outputs }: Metafile, of: (path: string) => Origin): readonly BundledFile[] {
  const bytes = new Map(
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const),
    ),
  );
  return Object.entries(inputs)
    .filter(([path]) => isFile(path))
    .map(([path, { imports }]) => ({
      origin: of(path),
      bytes: bytes.get(path) ?? 0,
      imports: imports
        .filter((each) => each.external !== true && isFile(each.path))
        .map((each) => of(each.path)),
    }));
}

/**
 * Of a CommonJS package that is loaded late esbuild exports the default only, so that names taken from it are undefined: such a package
 * is imported by a module, and that is loaded late.
 * @throws Error where the runtime or a package does otherwise
 */
function requireNames({ inputs }: Metafile): void {
  for (const [path, { imports }] of Object.entries(inputs))
    for (const { kind, path: late } of imports)
      if (kind === "dynamic-import" && inputs[late]?.format === "cjs")
        throw new Error(`${path} loads ${late} late, which is CommonJS`);
}

/**
 * esbuild ends the names of modules that are loaded later with a hash that also depends on where the files lie. Answers what replaces
 * these names in a text: the same with a digest of what the module was made of.
 */
function renaming({ outputs }: Metafile, of: (path: string) => Origin): (text: string) => string {
  const names = new Map<string, string>();
  for (const [path, { inputs }] of Object.entries(outputs)) {
    const [, name, hash] = /^(.+)-([0-9A-Z]{8})\.mjs$/.exec(basename(path)) ?? [];
    if (name === undefined || hash === undefined) continue;
    const held = Object.keys(inputs).map((each) => (isFile(each) ? nameOf(of(each)) : each));
    const digest = createHash("sha256").update(held.sort().join("\n")).digest("hex").slice(0, 8);
    names.set(`${name}-${hash}`, `${name}-${digest}`);
  }
  if (new Set(names.values()).size < names.size) throw new Error("two modules of a bundle have one name");
  return (text) => [...names].reduce((done, [from, to]) => done.replaceAll(from, to), text);
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}

/** A source map whose sources have names that say nothing of the machine. */
function withOrigins(json: string, of: (path: string) => Origin): string {
  const map = JSON.parse(json) as SourceMap; // esbuild's own
  const named = map.sources.map((source) => {
    const origin = isFile(source) ? of(source) : undefined;
    return {
      name: origin ? nameOf(origin) : source,
      isGenerated: source === start || origin?.kind === "generated",
    };
  });
  return JSON.stringify({
    ...map,
    sources: named.map(({ name }) => name),
    sourcesContent: map.sourcesContent.map((text, index) => (named[index]?.isGenerated ? text : null)),
  });
}
