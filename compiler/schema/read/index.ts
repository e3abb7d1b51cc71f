import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { YamlNode } from "../../source/node.ts";
import { pascalCase, Scope } from "../../spelling/names.ts";
import { builtins } from "../builtin.ts";
import { type Data, textOf } from "../data.ts";
import type { Shape, ShapeSet } from "../shape.ts";
import { whyNotCompiled } from "../validator/trial.ts";
import { readAssertion } from "./assertion.ts";
import { endlessNames } from "./endless.ts";
import { data } from "./object.ts";
import { anything, type JsonSchema, type Place, type Reader, type Reading } from "./reader.ts";
import { type SchemaContext, type Target, targetOf } from "./refer.ts";
import { readNode } from "./schema.ts";

export type { ContractSchema, SchemaContext } from "./refer.ts";

export interface SchemaInput {
  /** An inline schema, or one that only says `$ref`. */
  readonly node: YamlNode;
  readonly file: string;
  /** PascalCase: what the root's type is called. Every other name in the set begins with it, so that sets can share a module. */
  readonly rootName: string;
}

/** More schema nodes than any vendor's document has; anchors can make a few lines into billions. */
const most = 50_000;
const deepest = 200;

const plain = new Set(["text", "integer", "number", "decimal", "money", "instant", "boolean", "null", "any"]);

/**
 * Reads a JSON Schema: 2020-12, what the drafts 4 to 7 and OpenAPI 3.0 and 3.1 say in its place, and Waybill's own words. All
 * mistakes are reported at their place; where there is an error the output is only good for finding more.
 */
export function readSchema(input: SchemaInput, context: SchemaContext): PassResult<ShapeSet> {
  const collector = collectDiagnostics();
  const shapes: { [name: string]: Shape } = {};
  const definitions: { [name: string]: Data } = {};
  const finished = new Set<string>();
  const names = new Map<string, string>();
  const inlined = new Map<string, Reading>();
  const scope = new Scope([input.rootName]);
  let count = 0;
  let depth = 0;
  let hasConditions = false;

  const reader: Reader = {
    report: (...what) => collector.report(...what),
    read,
    assertion(node, place) {
      hasConditions = true;
      return withinLimits(node) ? readAssertion(node, place, reader) : true;
    },
    refer,
    named: (name) => (finished.has(name) ? shapes[name] : undefined),
  };

  const place: Place = { file: input.file, root: input.node, id: `${input.file}@${input.node.span.start}` };
  const root = rootTarget(input.node, place, context);
  if (root) names.set(root.key, input.rootName);
  const reading = read(root?.node ?? input.node, root?.place ?? place);
  shapes[input.rootName] = reading.shape;
  finished.add(input.rootName);
  reportEndless();
  const schema = withDefinitions(reading.schema, definitions);
  if (hasConditions && !collector.diagnostics.some(({ severity }) => severity === "error"))
    reportConditions(schema);
  return {
    output: { root: input.rootName, shapes, schema },
    diagnostics: collector.diagnostics,
  };

  function read(node: YamlNode, at: Place): Reading {
    if (!withinLimits(node)) return anything;
    depth++;
    const result = readNode(node, at, reader);
    depth--;
    return result;
  }

  function withinLimits(node: YamlNode): boolean {
    count++;
    if (count === most || depth === deepest) {
      collector.report(
        "WB2108",
        node.span,
        count === most
          ? `A schema of more than ${most} parts cannot be read.`
          : `A schema nested deeper than ${deepest} levels cannot be read.`,
        {
          help: "Is an anchor or a `$ref` used inside what it stands for?",
        },
      );
    }
    return count < most && depth < deepest;
  }

  function refer(reference: YamlNode, at: Place): Reading {
    const builtin = builtins[textOf(reference) ?? ""];
    if (builtin) return { shape: { ...builtin.shape, span: reference.span }, schema: { ...builtin.schema } };
    const target = targetOf(reference, at, context, collector);
    if (!target) return anything;
    const known = inlined.get(target.key);
    if (known) return known;
    const name = names.get(target.key) ?? define(target);
    if (typeof name !== "string") return name;
    const isRoot = name === input.rootName;
    return {
      shape: { kind: "reference", name, span: reference.span },
      schema: { $ref: isRoot ? "#" : `#/$defs/${name}` },
    };
  }

  /** Gives the new name; or, of a plain value in the middle of something, which needs no name, the reading itself. */
  function define(target: Target): string | Reading {
    const wanted = pascalCase(target.name);
    const name = scope.declare(wanted.startsWith(input.rootName) ? wanted : `${input.rootName}${wanted}`);
    names.set(target.key, name);
    const outer = depth;
    depth = 0;
    const reading = read(target.node, target.place);
    depth = outer;
    if (!target.isDefinition && plain.has(reading.shape.kind)) {
      inlined.set(target.key, reading);
      return reading;
    }
    shapes[name] = reading.shape;
    definitions[name] = data(reading.schema);
    finished.add(name);
    return name;
  }

  /** Conditions (`not`, `if`, …) are passed on as they stand: whether they are sound, only the validator's compiler knows. */
  function reportConditions(schema: JsonSchema): void {
    const reason = whyNotCompiled(schema);
    if (reason === undefined) return;
    collector.report(
      "WB2104",
      input.node.span,
      `A condition in this schema (\`not\`, \`if\`, …) cannot be checked: ${reason}.`,
      {
        help: "Every schema in it is a map of keywords, every pattern a regular expression.",
      },
    );
  }

  function reportEndless(): void {
    for (const name of endlessNames(shapes)) {
      const span = shapes[name]?.span ?? input.node.span;
      collector.report("WB2108", span, `"${name}" is described only by itself.`, {
        help: "Let one of the schemas that refer to each other say what it is.",
      });
      shapes[name] = { kind: "any" };
    }
  }

  /** A root that is nothing but a `$ref` is what it refers to, under the root's own name. */
  function rootTarget(node: YamlNode, at: Place, within: SchemaContext): Target | undefined {
    let found: Target | undefined;
    let next: { readonly node: YamlNode; readonly place: Place } = { node, place: at };
    const seen = new Set<string>();
    for (;;) {
      const reference = onlyReference(next.node);
      if (!reference || builtins[textOf(reference) ?? ""])
        return (
          found ?? {
            node: next.node,
            place: next.place,
            key: `${next.place.id}#`,
            name: input.rootName,
            isDefinition: true,
          }
        );
      // What leads nowhere is reported when it is read.
      const target = targetOf(reference, next.place, within, { report: () => undefined });
      if (!target || seen.has(target.key)) return found;
      seen.add(target.key);
      found = target;
      next = target;
    }
  }
}

function onlyReference(node: YamlNode): YamlNode | undefined {
  if (node.type !== "map" || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  return entry?.key.text === "$ref" ? entry.value : undefined;
}

function withDefinitions(schema: JsonSchema, definitions: { readonly [name: string]: Data }): JsonSchema {
  if (Object.keys(definitions).length === 0 || typeof schema === "boolean") return schema;
  return { ...schema, $defs: { ...definitions } };
}
