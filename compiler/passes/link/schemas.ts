import { posix } from "node:path";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { ContractSpec } from "../../kinds/contract/spec.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import type { LinkContext, Names, SchemaName } from "../../kinds/kind.ts";
import { compareText } from "../../kinds/order.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { ContractSchema, SchemaContext } from "../../schema/index.ts";
import type { ShapeSet } from "../../schema/shape.ts";
import type { YamlNode } from "../../source/node.ts";
import { positionAt, type Sources } from "../../source/source.ts";
import { pascalCase } from "../../spelling/names.ts";
import { keptSchema } from "./kept.ts";
import { rememberedSchema } from "./remembered-schema.ts";

export interface SchemaReading {
  readonly read: LinkContext["schema"];
  /** Every schema that was read without an error, by module and name. */
  all(): readonly PlanSchema[];
}

/**
 * Reads every schema of the estate once. What only refers to a file or a contract is shared by all who refer to it: it is one
 * type in generated code, so that what one operation gives can be handed to another.
 */
export function schemaReader(sources: Sources, names: Names, reporter: Reporter): SchemaReading {
  const shared = new Map<string, PlanSchema | undefined>();
  const schemas: PlanSchema[] = [];
  const modules = new Map<string, Set<string>>();
  const context: SchemaContext = { sources, contract: (reference) => contractSchema(reference, names) };

  function read(node: YamlNode, name: SchemaName): PlanSchema | undefined {
    // A contract's schema is its own, also where it stands in a file that others use: it has a key and invariants.
    const isContract = name.type.module.startsWith("contracts/");
    const key = isContract ? name.label : keyOf(node);
    if (key === undefined) return readOwn(node, name);
    if (!shared.has(key)) shared.set(key, readOwn(node, name));
    return shared.get(key);
  }

  function readOwn(node: YamlNode, name: SchemaName): PlanSchema | undefined {
    const taken = modules.get(name.type.module) ?? new Set<string>();
    modules.set(name.type.module, taken);
    const { output: set, diagnostics } = readUnder(name.type.name, node, taken);
    for (const { code, span, message, ...more } of diagnostics) reporter.report(code, span, message, more);
    if (diagnostics.some(({ severity }) => severity === "error")) return undefined;
    for (const type of Object.keys(set.shapes)) taken.add(type);
    const file = sources.get(node.span.file);
    const schema = keptSchema({
      type: { module: name.type.module, name: set.root },
      set,
      label: name.label,
      at: { file: node.span.file, line: file ? positionAt(file, node.span.start).line : 1 },
      ...(name.key && { key: name.key }),
      personal: personalOf(set),
      invariants: [],
    });
    schemas.push(schema);
    return schema;
  }

  /** Every name in a set begins with its root's, so one more number at the root keeps a module's names apart. */
  function readUnder(wanted: string, node: YamlNode, taken: ReadonlySet<string>) {
    for (let number = 1; ; number++) {
      const rootName = number === 1 ? wanted : `${wanted}${number}`;
      const result = rememberedSchema({ node, file: node.span.file, rootName }, context);
      if (!Object.keys(result.output.shapes).some((type) => taken.has(type))) return result;
    }
  }

  return {
    read,
    all: () => schemas.toSorted((left, right) => compareText(typeKey(left), typeKey(right))),
  };
}

function typeKey({ type }: PlanSchema): string {
  return `${type.module} ${type.name}`;
}

/** A broken contract has said so itself: to those who refer to it, it is anything. */
function contractSchema(reference: string, names: Names): ContractSchema | undefined {
  const document = names.documents.get(`Contract ${reference}`) as SpecDocument<ContractSpec> | undefined; // A contract has a contract's spec.
  if (document)
    return { node: document.spec.schema, file: document.file, name: pascalCase(document.metadata.name) };
  if (!names.isBroken("Contract", reference)) return undefined;
  const nothing: YamlNode = { type: "map", flow: true, entries: [], span: { file: "", start: 0, end: 0 } };
  return { node: nothing, file: "", name: pascalCase(reference.replace(/@.*$/, "")) };
}

/** What a schema that is nothing but a `$ref` leads to: a contract's label, or a file with its pointer. */
function keyOf(node: YamlNode): string | undefined {
  if (node.type !== "map" || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  if (entry?.key.text !== "$ref" || entry.value.type !== "scalar") return undefined;
  const { text } = entry.value;
  if (/^[a-z][a-z0-9-]*@\d+$/.test(text)) return text;
  if (text.startsWith("waybill:") || text.startsWith("#")) return undefined;
  return `file ${posix.normalize(posix.join(posix.dirname(node.span.file), text))}`;
}

const personalKnown = new WeakMap<ShapeSet, readonly (readonly string[])[]>();

/** Sought once in a set, which outlives a compilation where an estate is watched. */
function personalOf(set: ShapeSet): readonly (readonly string[])[] {
  const paths = personalKnown.get(set) ?? personalPaths(set);
  personalKnown.set(set, paths);
  return paths;
}

/** Where `x-personal` fields are: names from the root, `*` for each item. A name that contains itself is followed once. */
function personalPaths(set: ShapeSet): readonly (readonly string[])[] {
  const paths: string[][] = [];
  const visit = (
    shape: ShapeSet["shapes"][string],
    path: readonly string[],
    within: readonly string[],
  ): void => {
    if (shape.personal !== undefined) {
      paths.push([...path]);
      return;
    }
    if (shape.kind === "reference") {
      const target = set.shapes[shape.name];
      if (target && !within.includes(shape.name)) visit(target, path, [...within, shape.name]);
    } else if (shape.kind === "object") {
      for (const { name, shape: property } of shape.properties) visit(property, [...path, name], within);
      if (typeof shape.additional === "object") visit(shape.additional, [...path, "*"], within);
    } else if (shape.kind === "list") visit(shape.items, [...path, "*"], within);
    else if (shape.kind === "union") for (const option of shape.options) visit(option, path, within);
  };
  const root = set.shapes[set.root];
  if (root) visit(root, [], [set.root]);
  const unique = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return [...unique.values()];
}
