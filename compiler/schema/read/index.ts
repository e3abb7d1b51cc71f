import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult, Reporter } from "../../diagnostics/diagnostic.ts";
import type { YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import { builtins } from "../builtin.ts";
import { textOf } from "../data.ts";
import type { ShapeSet } from "../shape.ts";
import { whyNotCompiled } from "../validator/trial.ts";
import { endlessNames } from "./endless.ts";
import type { JsonSchema, Place } from "./reader.ts";
import { type SchemaContext, type Target, targetOf } from "./refer.ts";
import { SetReader } from "./set-reader.ts";

export type { ContractSchema, SchemaContext } from "./refer.ts";

export interface SchemaInput {
  /** An inline schema, or one that only says `$ref`. */
  readonly node: YamlNode;
  readonly file: string;
  /** PascalCase: what the root's type is called. Every other name in the set begins with it, so that sets can share a module. */
  readonly rootName: string;
}

/**
 * Reads a JSON Schema: 2020-12, what the drafts 4 to 7 and OpenAPI 3.0 and 3.1 say in its place, and Waybill's own words. All
 * mistakes are reported at their place; where there is an error the output is only good for finding more.
 */
export function readSchema(input: SchemaInput, context: SchemaContext): PassResult<ShapeSet> {
  const collector = collectDiagnostics();
  const { node, rootName } = input;
  const reader = new SetReader(rootName, context, collector);
  const place: Place = { file: input.file, root: node, id: `${input.file}@${node.span.start}` };
  const root = rootTarget(input, place, context);
  const own = reader.root(root?.node ?? node, root?.place ?? place, root?.key);
  reportEndless(reader, node.span);
  const schema = withDefinitions(own, reader.definitions);
  if (reader.hasConditions && !collector.diagnostics.some(({ severity }) => severity === "error"))
    reportConditions(schema, node.span, collector);
  return {
    output: { root: rootName, shapes: reader.shapes, schema },
    diagnostics: collector.diagnostics,
  };
}

/** A root that is nothing but a `$ref` is what it refers to, under the root's own name. */
function rootTarget(
  { node, rootName: name }: SchemaInput,
  place: Place,
  context: SchemaContext,
): Target | undefined {
  let found: Target | undefined;
  let next: Pick<Target, "node" | "place"> = { node, place };
  const seen = new Set<string>();
  for (;;) {
    const reference = onlyReference(next.node);
    if (!reference || builtins[textOf(reference) ?? ""])
      return found ?? { ...next, key: `${next.place.id}#`, name, isDefinition: true };
    // What leads nowhere is reported when it is read.
    const target = targetOf(reference, next.place, context, { report: () => undefined });
    if (!target || seen.has(target.key)) return found;
    seen.add(target.key);
    found = target;
    next = target;
  }
}

function onlyReference(node: YamlNode): YamlNode | undefined {
  if (node.type !== "map" || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  return entry?.key.text === "$ref" ? entry.value : undefined;
}

/** What has no end is `any` from here on. */
function reportEndless(reader: SetReader, root: Span): void {
  const { shapes } = reader;
  for (const name of endlessNames(shapes)) {
    reader.report("WB2108", shapes[name]?.span ?? root, `"${name}" is described only by itself.`, {
      help: "Let one of the schemas that refer to each other say what it is.",
    });
    shapes[name] = { kind: "any" };
  }
}

/** Conditions (`not`, `if`, …) are passed on as they stand: whether they are sound, only the validator's compiler knows. */
function reportConditions(schema: JsonSchema, root: Span, reporter: Reporter): void {
  const reason = whyNotCompiled(schema);
  if (reason === undefined) return;
  const message = `A condition in this schema (\`not\`, \`if\`, …) cannot be checked: ${reason}.`;
  reporter.report("WB2104", root, message, {
    help: "Every schema in it is a map of keywords, every pattern a regular expression.",
  });
}

function withDefinitions(schema: JsonSchema, definitions: SetReader["definitions"]): JsonSchema {
  if (Object.keys(definitions).length === 0 || typeof schema === "boolean") return schema;
  return { ...schema, $defs: { ...definitions } };
}
