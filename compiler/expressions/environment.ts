import type { CheckFunction } from "./check.ts";
import { preludeFile } from "./describe.ts";
import { prelude } from "./prelude.ts";

/** All that a unit's expressions may name beside what the unit declares. */
export interface Environment {
  readonly files: ReadonlyMap<string, string>;
  /** Changes whenever something changes that a unit with this check text depends on. */
  keyOf(unitText: string): string;
}

/** One file for each namespace of `types`, so that a change of one schema is seen by the units that name it and by no other. */
export function environment(types: string, functions: readonly CheckFunction[]): Environment {
  const files = new Map([[preludeFile, prelude]]);
  const namespaces = new Map<string, string>();
  for (const part of types.split(/^(?=(?:declare )?namespace )/m)) {
    const name = /^(?:declare )?namespace ([\w$]+)/.exec(part)?.[1] ?? "";
    // Text of one namespace in several parts is kept together.
    namespaces.set(name, (namespaces.get(name) ?? "") + part);
  }
  for (const [name, text] of namespaces) files.set(`types/${name || "common"}.d.ts`, text);
  const declared = functions.map(declaration).join("\n");
  files.set("functions.d.ts", declared);
  const mentioned = (text: string): string[] => [...new Set(text.match(/[A-Za-z_$][\w$]*(?=\.)/g))].filter((name) => namespaces.has(name));
  return {
    files,
    keyOf: (unitText) => {
      const names = new Set([...mentioned(unitText), ...mentioned(declared), ""]);
      // A namespace may name another.
      for (const name of names) for (const inner of mentioned(namespaces.get(name) ?? "")) names.add(inner);
      return [declared, ...[...names].toSorted().map((name) => namespaces.get(name) ?? "")].join("\n");
    },
  };
}

function declaration({ name, input, output }: CheckFunction): string {
  return `declare function ${name}(input: ${typeName(input.type)}): ${typeName(output.type)};`;
}

/** `contracts/order-2`'s Order is `contracts_order_2.Order`. */
function typeName(type: { readonly module: string; readonly name: string }): string {
  return `${type.module.replaceAll(/[^\w$]/g, "_")}.${type.name}`;
}
