import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Where a file of a bundle comes from. */
export type Origin =
  /** `path`: below the build folder. */
  | { readonly kind: "generated"; readonly path: string }
  /** `path`: below the runtime's folder. */
  | { readonly kind: "runtime"; readonly path: string }
  /** `path`: below the package's folder. */
  | { readonly kind: "package"; readonly package: InstalledPackage; readonly path: string };

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute. */
  readonly folder: string;
}

/** Tells where files come from, by their absolute real paths, and calls them the same on every machine. */
export class Origins {
  readonly #build: string;
  readonly #runtime: string;
  readonly #packages = new Map<string, InstalledPackage>();

  /**
   * @param build the build folder
   * @param runtime the folder of the runtime, TypeScript or JavaScript
   */
  constructor(build: string, runtime: string) {
    this.#build = realpathSync(build);
    this.#runtime = realpathSync(runtime);
  }

  of(file: string): Origin {
    if (isIn(this.#build, file)) return { kind: "generated", path: below(this.#build, file) };
    if (isIn(this.#runtime, file)) return { kind: "runtime", path: below(this.#runtime, file) };
    const owner = this.#packageOf(dirname(file));
    return { kind: "package", package: owner, path: below(owner.folder, file) };
  }

  /** The nearest package.json upwards that names its package: some only say which modules a folder holds. */
  #packageOf(folder: string): InstalledPackage {
    const known = this.#packages.get(folder);
    if (known !== undefined) return known;
    const found = packageIn(folder) ?? this.#packageOf(parentOf(folder));
    this.#packages.set(folder, found);
    return found;
  }
}

/** As source maps and bills of materials name a file. */
export function nameOf(origin: Origin): string {
  if (origin.kind === "generated") return origin.path;
  if (origin.kind === "runtime") return `waybill/runtime/${origin.path}`;
  return `node_modules/${origin.package.name}/${origin.path}`;
}

function packageIn(folder: string): InstalledPackage | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const { name, version } = JSON.parse(readFileSync(file, "utf8")) as Partial<InstalledPackage>; // npm's own file
  return name === undefined || version === undefined ? undefined : { name, version, folder };
}

function parentOf(folder: string): string {
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`a bundle holds a file of no package, below ${folder}`);
  return parent;
}

function isIn(folder: string, file: string): boolean {
  return file.startsWith(folder + sep);
}

function below(folder: string, file: string): string {
  return relative(folder, file).replaceAll("\\", "/");
}
