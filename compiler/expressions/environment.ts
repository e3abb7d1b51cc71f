import type { CheckFunction } from "./check.ts";
import { preludeFile } from "./describe.ts";
import { prelude } from "./prelude.ts";
import type { VirtualFiles } from "./program.ts";

/** All that units' expressions may name beside what each declares: the library, the schemas' types, the estate's Functions. */
export interface Environment {
  /** The namespaces that these types and all Functions name, directly or through one another. */
  namespacesOf(types: Iterable<string>): readonly string[];
  /** Changes when the text of one of these namespaces, of what all share, or of a Function changes. */
  keyOf(namespaces: readonly string[]): string;
  filesOf(namespaces: Iterable<string>): VirtualFiles;
}

/** What stands in `types` outside any namespace is every unit's. */
const common = "";

/**
 * One file for each namespace of `types`, so that a change of one schema is seen by the units that name it and by no other.
 */
export function environment(types: string, functions: readonly CheckFunction[]): Environment {
  const namespaces = split(types);
  const declared = functions.map(declaration).join("\n");
  const inner = new Map<string, readonly string[]>();
  const named = (text: string): readonly string[] => {
    const known = inner.get(text);
    if (known) return known;
    const found = [...new Set(text.match(/[A-Za-z_$][\w$]*(?=\.)/g))].filter((name) => namespaces.has(name));
    inner.set(text, found);
    return found;
  };
  const versions = new Map([...namespaces].map(([name, text]) => [name, versionOf(text)]));
  return {
    namespacesOf: (texts) => {
      const names = new Set([common, ...named(declared)]);
      for (const text of texts) for (const name of named(text)) names.add(name);
      for (const name of names) for (const other of named(namespaces.get(name) ?? "")) names.add(other); // grows while it is walked
      return [...names].toSorted();
    },
    keyOf: (names) => [versionOf(declared), ...names.map((name) => versions.get(name) ?? 0)].join(" "),
    filesOf: (names) =>
      new Map([
        [preludeFile, prelude],
        ["functions.d.ts", declared],
        ...[...names].map((name) => [`types/${name || "common"}.d.ts`, namespaces.get(name) ?? ""] as const),
      ]),
  };
}

function split(types: string): ReadonlyMap<string, string> {
  const namespaces = new Map<string, string>([[common, ""]]);
  for (const part of types.split(/^(?=(?:declare )?namespace )/m)) {
    const name = /^(?:declare )?namespace ([\w$]+)/.exec(part)?.[1] ?? common;
    // A namespace in several parts is kept together.
    namespaces.set(name, (namespaces.get(name) ?? "") + part);
  }
  return namespaces;
}

/** A number for a text, the same for the same text while the process lives: short keys instead of long ones. */
function versionOf(text: string): number {
  const known = versionByText.get(text) ?? versionByText.size + 1;
  versionByText.set(text, known);
  return known;
}

const versionByText = new Map<string, number>();

function declaration({ name, input, output }: CheckFunction): string {
  return `declare function ${name}(input: ${typeName(input.type)}): ${typeName(output.type)};`;
}

/** `contracts/order-2`'s Order is `contracts_order_2.Order`. */
function typeName(type: { readonly module: string; readonly name: string }): string {
  return `${type.module.replaceAll(/[^\w$]/g, "_")}.${type.name}`;
}
