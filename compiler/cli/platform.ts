import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What images are made from unless somebody says otherwise: Node and nothing else, no shell. */
export const defaultBase = "gcr.io/distroless/nodejs26-debian13";

/** Packages that the runtime imports; a test holds them against what bundles are made of. */
export const bundledPackages: readonly string[] = [
  "@opentelemetry/api",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace",
  "ajv",
  "ajv-formats",
  "big.js",
  "croner",
  "fast-xml-parser",
  "jose",
  "undici",
];

/**
 * What is in an image beside generated code: `0.1.0+1f2e3d4c5b6a7988`, a digest of the runtime's own files and of the versions of
 * the packages that it can put into a bundle. Another patch of one of them is another image.
 * @param installation the folder with Waybill's package.json
 */
export function runtimeOf(installation: string): string {
  const hash = createHash("sha256");
  const manifest = packageAt(installation);
  for (const path of runtimeFiles(installation))
    hash.update(`${path}\0${readFileSync(join(installation, path), "utf8")}\0`);
  for (const each of packagesOf(installation)) hash.update(`${each}\0`);
  return `${manifest.version}+${hash.digest("hex").slice(0, 16)}`;
}

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function packageAt(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package; // npm's own file
}

/** In a checkout the sources, in the package what they were made to. */
function runtimeFiles(installation: string): readonly string[] {
  const folder =
    existsSync(join(installation, "dist/runtime")) && !existsSync(join(installation, "runtime"))
      ? "dist/runtime"
      : "runtime";
  return readdirSync(join(installation, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /(?<!\.d)\.[jt]s$/.test(path))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .sort();
}

/** Name and version of each of them, and of what they need, at any depth. */
function packagesOf(installation: string): readonly string[] {
  const found = new Map<string, string>();
  const visit = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      const place = placeOf(name, folder);
      if (place === undefined || found.has(place)) continue;
      const { version, dependencies = {} } = packageAt(place);
      found.set(place, `${name}@${version}`);
      visit(place, Object.keys(dependencies));
    }
  };
  visit(installation, bundledPackages);
  return [...found.values()].sort();
}

/** As Node looks for it: the nearest `node_modules` upwards. */
function placeOf(name: string, from: string): string | undefined {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  const parent = dirname(from);
  return parent === from ? undefined : placeOf(name, parent);
}
