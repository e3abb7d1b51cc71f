import { resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { nameOf, type Origin, Origins } from "./origin.ts";

/** The file that a container runs, and what it was made of. */
export interface Bundle {
  readonly code: string;
  /** Source map, JSON. The text of generated modules is in it; of all else there are the places only. */
  readonly map: string;
  readonly files: readonly BundledFile[];
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

/** The file, and its map's: beside it. */
export const bundleName = "service.mjs";
export const mapName = `${bundleName}.map`;

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

/** The Kafka client's checksums read a file beside them; the same package has it as text, for bundles. */
const wasmAsText: Plugin = {
  name: "wasm-as-text",
  setup(bundler) {
    bundler.onResolve({ filter: /^@platformatic\/wasm-utils$/ }, ({ path, kind, resolveDir, importer }) =>
      bundler.resolve(`${path}/bundled`, { kind, resolveDir, importer }),
    );
  },
};

/** CommonJS packages ask for Node's own modules by `require`, which a module does not have. */
const require = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);';

/**
 * One minified file that needs Node and nothing else. The same text for the same input, wherever it lies.
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
  const main = await build({
    ...shared,
    stdin: { contents: entry.text, resolveDir: folder, sourcefile: start, loader: "js" },
    absWorkingDir: resolve(folder),
    outfile: resolve(folder, bundleName),
    format: "esm",
    sourcemap: "linked",
    alias: { "waybill/runtime": resolve(runtime.folder, `index${runtime.ending}`) },
    define: {
      "import.meta.main": String(entry.main),
      WAYBILL_EMBEDDED_ONLY: String(entry.embeddedOnly),
      WAYBILL_WRITER_THREAD: JSON.stringify(thread.outputFiles[0]?.text),
    },
    banner: { js: require },
    plugins: [wasmAsText],
  });
  const text = (ending: string): string =>
    main.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  const origins = new Origins(folder, runtime.folder);
  const of = (path: string) => origins.of(resolve(folder, path));
  return {
    code: text(bundleName),
    map: renamed(text(mapName), of),
    files: filesOf(main.metafile, of),
  };
}

/** What esbuild calls the entry. */
const start = "start.js";

function filesOf({ inputs, outputs }: Metafile, of: (path: string) => Origin): readonly BundledFile[] {
  const kept = outputs[bundleName]?.inputs ?? {};
  return Object.entries(inputs)
    .filter(([path]) => path !== start)
    .map(([path, { imports }]) => ({
      origin: of(path),
      bytes: kept[path]?.bytesInOutput ?? 0,
      imports: imports.filter(({ external }) => external !== true).map((each) => of(each.path)),
    }));
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}

/** Sources by names that say nothing of the machine. */
function renamed(json: string, of: (path: string) => Origin): string {
  const map = JSON.parse(json) as SourceMap; // esbuild's own
  const named = map.sources.map((source) => {
    const origin = source === start ? undefined : of(source);
    return {
      name: origin ? nameOf(origin) : start,
      isGenerated: origin?.kind !== "package" && origin?.kind !== "runtime",
    };
  });
  return JSON.stringify({
    ...map,
    sources: named.map(({ name }) => name),
    sourcesContent: map.sourcesContent.map((text, index) => (named[index]?.isGenerated ? text : null)),
  });
}
