import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { InstalledPackage } from "./origin.ts";

/** What images are made from unless somebody says otherwise: Node and nothing else, no shell, user 65532. */
export const defaultBase = "gcr.io/distroless/nodejs26-debian13:nonroot";

/** Packages that make images: another version may make other bytes of the same files. */
const makers: readonly string[] = ["@cyclonedx/cyclonedx-library", "esbuild", "handlebars"];

/**
 * What is in an image beside generated code: `0.1.0+1f2e3d4c5b6a7988`, a digest of the runtime's own files, of the versions of the
 * packages that it can put into a bundle, and of what makes images. Another patch of one of them is another image.
 * @param installation the folder with Waybill's package.json
 */
export function runtimeOf(installation: string): string {
  const hash = createHash("sha256");
  for (const [path, text] of filesOf(installation, "runtime")) hash.update(`${path}\0${text}\0`);
  for (const [path, text] of filesOf(installation, "compiler/images")) hash.update(`${path}\0${text}\0`);
  hash.update(readFileSync(join(installation, "templates/Containerfile.hbs"), "utf8"));
  for (const each of [...coveredPackages(installation), ...closureOf(installation, makers)])
    hash.update(`${each}\0`);
  return `${packageAt(installation).version}+${hash.digest("hex").slice(0, 16)}`;
}

/** `name@version` of each package that the runtime imports and a bundle may hold, at any depth, in order. */
export function coveredPackages(installation: string): readonly string[] {
  const imported = [...filesOf(installation, "runtime").values()].flatMap((text) =>
    [...text.matchAll(/(?:\bfrom |\bimport\(\s*)"((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/[^"]*)?"/g)].map(
      ([, name = ""]) => name,
    ),
  );
  return closureOf(installation, [...new Set(imported)]);
}

/** The runtime's folder and the ending of its files: in a checkout the sources, in the package what they were made to. */
export function runtimeFolder(installation: string): { readonly folder: string; readonly ending: string } {
  return isPackage(installation)
    ? { folder: join(installation, "dist/runtime"), ending: ".js" }
    : { folder: join(installation, "runtime"), ending: ".ts" };
}

export function waybillAt(installation: string): InstalledPackage {
  const { name, version } = packageAt(installation);
  return { name, version, folder: installation };
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
}

function packageAt(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package; // npm's own file
}

function isPackage(installation: string): boolean {
  return existsSync(join(installation, "dist/runtime")) && !existsSync(join(installation, "runtime"));
}

/** Text by path, in order. */
function filesOf(installation: string, room: string): ReadonlyMap<string, string> {
  const folder = isPackage(installation) ? `dist/${room}` : room;
  const paths = readdirSync(join(installation, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /(?<!\.d)\.[jt]s$/.test(path))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(installation, path), "utf8")]));
}

/** Name and version of each of them, and of what they need, at any depth. */
function closureOf(installation: string, roots: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  const visit = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      const place = placeOf(name, folder);
      if (place === undefined || found.has(place)) continue;
      const about = packageAt(place);
      found.set(place, `${name}@${about.version}`);
      // What it only uses where it is there goes into a bundle as well.
      const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = about;
      const needed = {
        ...dependencies,
        ...optionalDependencies,
        ...peerDependencies,
        ...peerDependenciesMeta,
      };
      visit(place, Object.keys(needed));
    }
  };
  visit(installation, roots);
  return [...found.values()].sort();
}

/** As Node looks for it: the nearest `node_modules` upwards. */
function placeOf(name: string, from: string): string | undefined {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  const parent = dirname(from);
  return parent === from ? undefined : placeOf(name, parent);
}
