import { createHash } from "node:crypto";
import { posix } from "node:path";

/** What an image is made of beside generated code. */
export interface Platform {
  /** The version of the runtime inside, with a digest of it and its packages. */
  readonly runtime: string;
  /** The image below. */
  readonly base: string;
}

/** Digest by generated file without ending: `mappings/order-to-sap`. */
export type Parts = Readonly<Record<string, string>>;

/**
 * Which files of a build others import, so that a change is a change of those only that use it. Invariant: what two builds of the
 * same parts on the same platform bundle is the same.
 */
export class Closures {
  readonly #files: ReadonlyMap<string, string>;
  readonly #known = new Map<string, { readonly digest: string; readonly imports: readonly string[] }>();

  /** @param files generated files by path; those that are looked at may not change afterwards */
  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  /**
   * What a module is made of: itself and all that it imports, at any depth.
   * @param read files that it reads when it runs
   */
  partsOf(path: string, text: string, read: readonly string[] = []): Parts {
    const parts = new Map([[nameOf(path), digestOf(text)]]);
    const visit = (from: readonly string[]): void => {
      for (const each of from) {
        const found = parts.has(nameOf(each)) ? undefined : this.#look(each);
        if (found === undefined) continue;
        parts.set(nameOf(each), found.digest);
        visit(found.imports);
      }
    };
    visit([...importsOf(path, text), ...read]);
    return Object.fromEntries([...parts].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  #look(path: string): { readonly digest: string; readonly imports: readonly string[] } | undefined {
    const text = this.#files.get(path);
    if (text === undefined) return undefined;
    const known = this.#known.get(path) ?? { digest: digestOf(text), imports: importsOf(path, text) };
    this.#known.set(path, known);
    return known;
  }
}

/** What runs is the same where this is: the id of a build of these parts. */
export function buildOf(parts: Parts): string {
  return sha256(JSON.stringify(parts)).slice(0, 16);
}

/** The tag of an image of these parts. */
export function contentOf(parts: Parts, { runtime, base }: Platform): string {
  return sha256(JSON.stringify([parts, runtime, base])).slice(0, 32);
}

/** Of a generated module, by path below the build folder. An import of text that only looks like one leads to no file. */
function importsOf(path: string, text: string): readonly string[] {
  const found = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.{1,2}\/[^"]+)"/gm);
  return [...found].map(([, specifier = ""]) => posix.join(posix.dirname(path), specifier));
}

function nameOf(path: string): string {
  return path.replace(/\.(?:ts|js|json)$/, "");
}

function digestOf(text: string): string {
  return sha256(text).slice(0, 16);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
