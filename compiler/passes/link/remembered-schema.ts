import type { PassResult } from "../../diagnostics/diagnostic.ts";
import { type ContractSchema, readSchema, type SchemaContext } from "../../schema/index.ts";
import type { ShapeSet } from "../../schema/shape.ts";
import type { YamlNode } from "../../source/node.ts";
import type { SourceFile } from "../../source/source.ts";

type Input = Parameters<typeof readSchema>[0];

interface Remembered {
  readonly rootName: string;
  readonly result: PassResult<ShapeSet>;
  /** Everything outside the schema that reading it asked for, with the answer. */
  readonly files: ReadonlyMap<string, SourceFile | undefined>;
  readonly contracts: ReadonlyMap<string, ContractSchema | undefined>;
}

const remembered = new WeakMap<YamlNode, Remembered>();

/**
 * Reads a schema, or gives what was read before where an estate is watched: the same node under the same name, and every file and
 * contract it refers to still the same. Only what was read without a word is remembered: a near miss depends on all names.
 */
export function rememberedSchema(input: Input, context: SchemaContext): PassResult<ShapeSet> {
  const known = remembered.get(input.node);
  if (known?.rootName === input.rootName && stillHolds(known, context)) return known.result;
  const files = new Map<string, SourceFile | undefined>();
  const contracts = new Map<string, ContractSchema | undefined>();
  const result = readSchema(input, {
    sources: recording(context.sources, files),
    contract: (reference) => {
      const contract = context.contract(reference);
      contracts.set(reference, contract);
      return contract;
    },
  });
  if (result.diagnostics.length === 0)
    remembered.set(input.node, { rootName: input.rootName, result, files, contracts });
  return result;
}

function stillHolds({ files, contracts }: Remembered, context: SchemaContext): boolean {
  return (
    [...files].every(([path, file]) => context.sources.get(path) === file) &&
    [...contracts].every(([reference, contract]) => {
      const now = context.contract(reference);
      return now?.node === contract?.node && now?.file === contract?.file && now?.name === contract?.name;
    })
  );
}

/** The sources, keeping what was asked for. */
function recording(
  sources: SchemaContext["sources"],
  asked: Map<string, SourceFile | undefined>,
): SchemaContext["sources"] {
  return new Proxy(sources, {
    get(target, property) {
      if (property === "get")
        return (path: string) => {
          const file = target.get(path);
          asked.set(path, file);
          return file;
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value; // a Map's methods need the map itself
    },
  });
}
