import { nearest } from "../../diagnostics/nearest.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../source/node.ts";
import { type Data, dataOf, isTrue, textOf } from "../data.ts";
import { type Impossible, intersect } from "../intersect.ts";
import { keywords, meant } from "../keywords.ts";
import type { Shape } from "../shape.ts";
import { unite } from "../unite.ts";
import { assertionsOf, isAssertion } from "./assertion.ts";
import { decimalRules } from "./decimal-rules.ts";
import { readList } from "./list.ts";
import { data, readObject } from "./object.ts";
import { patternOf } from "./pattern.ts";
import { anything, type JsonSchema, type Place, type Reader, type Reading, type Words } from "./reader.ts";
import { boundsOf, limitsOf, readScalars, sizesOf } from "./scalar.ts";
import { impliedType, type TypeName, typesOf } from "./types.ts";
import { shapeOfValues, valuesOf } from "./values.ts";

/** Reads one schema node: what it says itself, and what it takes from others by `$ref`, `allOf`, `oneOf` and `anyOf`. */
export function readNode(node: YamlNode, place: Place, reader: Reader): Reading {
  if (node.type === "scalar" && dataOf(node) === true)
    return { ...anything, shape: { kind: "any", span: node.span } };
  if (node.type !== "map") {
    reader.report(
      "WB2104",
      node.span,
      node.type === "scalar" && node.text === "false"
        ? "Nothing is ever valid here."
        : "A schema is a map of keywords.",
      {
        help: "Write `{ type: string }`, or `{}` for anything at all.",
      },
    );
    return anything;
  }
  const words = wordsOf(node, place);
  checkKeywords(words, reader);
  checkRequired(words, reader);
  const own = readOwn(words, reader);
  const parts = [own, ...referred(words, reader), ...readAll(words, reader), ...choices(words, reader)];
  const shape = combined(parts, words, reader);
  const keywordsOf = decimalRules({ ...annotations(words), ...merged(parts) }, shape);
  return finished({ shape: { ...shape, ...notes(words, shape) }, schema: keywordsOf }, words);
}

function wordsOf(node: YamlMap, place: Place): Words {
  const entries = new Map<string, YamlEntry>(node.entries.map((entry) => [entry.key.text, entry]));
  return { node, place, entries, get: (keyword) => entries.get(keyword)?.value };
}

function checkKeywords(words: Words, reader: Reader): void {
  for (const [name, { key }] of words.entries) {
    const treatment = keywords.get(name);
    if (treatment === "refused")
      reader.report("WB2102", key.span, `\`${name}\` is not supported.`, { help: refusedHelp(name) });
    if (treatment !== undefined || name.startsWith("x-")) continue;
    const near = nearest(name, meant);
    if (near === undefined) continue; // an annotation of somebody's own, which JSON Schema allows
    reader.report("WB2103", key.span, `\`${name}\` is no keyword of JSON Schema.`, {
      help: `Did you mean \`${near}\`?`,
      fix: {
        description: `Write ${near}`,
        edits: [{ span: key.span, text: key.style === "double" ? `"${near}"` : near }],
      },
    });
  }
}

/** The older way to say it, at the property itself, would else be passed over. */
function checkRequired(words: Words, reader: Reader): void {
  const node = words.get("required");
  if (!node || node.type === "list") return;
  reader.report("WB2104", node.span, "`required` is a list of names.", {
    help: "It stands at the object and names the properties that must be there: `required: [orderId, lines]`.",
  });
}

function refusedHelp(name: string): string {
  return name.startsWith("$")
    ? "Use `$ref` to a definition that has a name."
    : "It is of an old draft; say it in the words of JSON Schema 2020-12.";
}

/** `type` and the keywords of each type. Without a type, and without words that imply one, anything. */
function readOwn(words: Words, reader: Reader): Reading {
  const said = typesOf(words, reader);
  const values = valuesOf(words, said, reader);
  const implied = said || values ? undefined : impliedType(words);
  const types = said ?? (implied && [implied, ...(isTrue(words.get("nullable")) ? (["null"] as const) : [])]);
  const schema: { [keyword: string]: Data } = {
    ...(types && { type: types.length === 1 ? (types[0] ?? null) : [...types] }),
  };
  const shape = shapeOfTypes(types ?? [], words, schema, reader);
  const valueShape = values && shapeOfValues(values, words, reader);
  if (values) schema["enum"] = [...values];
  Object.assign(
    schema,
    sizesOf(words, reader),
    boundsOf(words, reader),
    patternIn(words, reader),
    formatIn(words),
  );
  Object.assign(schema, assertionsOf(words.get, words.place, reader));
  const isAmount =
    shape?.kind === "decimal" ||
    (shape?.kind === "union" && shape.options.some((option) => option.kind === "decimal"));
  const both =
    shape && valueShape && !isAmount ? intersect(shape, valueShape, reader.named) : (shape ?? valueShape);
  return { shape: typeof both === "string" || !both ? { kind: "any" } : both, schema };
}

function shapeOfTypes(
  types: readonly TypeName[],
  words: Words,
  schema: { [keyword: string]: Data },
  reader: Reader,
): Shape | undefined {
  const shapes: Shape[] = [];
  if (types.includes("object")) {
    const object = readObject(words, reader);
    Object.assign(schema, object.schema);
    shapes.push(object.shape);
  }
  if (types.includes("array")) {
    const list = readList(words, reader);
    Object.assign(schema, list.schema);
    shapes.push(list.shape);
  }
  shapes.push(...readScalars(types, words));
  return shapes.length > 0 ? unite(shapes) : undefined;
}

function patternIn(words: Words, reader: Reader): { [keyword: string]: Data } {
  const pattern = patternOf(words.get("pattern"), reader);
  return pattern === undefined ? {} : { pattern };
}

function formatIn(words: Words): { [keyword: string]: Data } {
  const format = textOf(words.get("format"));
  return format === undefined ? {} : { format };
}

function referred(words: Words, reader: Reader): readonly Reading[] {
  const reference = words.get("$ref");
  return reference ? [reader.refer(reference, words.place)] : [];
}

function listIn(words: Words, keyword: string, reader: Reader): readonly YamlNode[] {
  const node = words.get(keyword);
  if (!node) return [];
  if (node.type === "list" && node.items.length > 0) return node.items;
  reader.report("WB2104", node.span, `\`${keyword}\` is a list of at least one schema.`);
  return [];
}

/** `allOf`: each part is one of the readings that hold together; the validator gets the list as it is. */
function readAll(words: Words, reader: Reader): readonly Reading[] {
  const items = listIn(words, "allOf", reader);
  const readings = items.map(
    (item): Reading =>
      isAssertion(item)
        ? { shape: { kind: "any" }, schema: asSchema(reader.assertion(item, words.place)) }
        : reader.read(item, words.place),
  );
  if (readings.length === 0) return [];
  const list: Reading = {
    shape: { kind: "any" },
    schema: { allOf: readings.map(({ schema }) => data(schema)) },
  };
  return [list, ...readings.map(({ shape }): Reading => ({ shape, schema: {} }))];
}

/** `oneOf` and `anyOf`: a choice, which the types show as a union and the validator checks as it is said. */
function choices(words: Words, reader: Reader): readonly Reading[] {
  return (["oneOf", "anyOf"] as const).flatMap((keyword): readonly Reading[] => {
    const items = listIn(words, keyword, reader);
    if (items.length === 0) return [];
    if (items.every(isAssertion))
      return [
        {
          shape: { kind: "any" },
          schema: { [keyword]: items.map((item) => reader.assertion(item, words.place)) },
        },
      ];
    const readings = items.map((item) => reader.read(item, words.place));
    return [
      {
        shape: unite(readings.map(({ shape }) => shape)),
        schema: { [keyword]: readings.map(({ schema }) => data(schema)) },
      },
    ];
  });
}

function asSchema(value: Data): JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function combined(parts: readonly Reading[], words: Words, reader: Reader): Shape {
  let all: Shape = { kind: "any" };
  for (const { shape } of parts) {
    const next: Shape | Impossible = intersect(all, shape, reader.named);
    if (typeof next === "string") {
      if (next === "contradiction") {
        reader.report(
          "WB2105",
          words.node.span,
          "Its parts contradict each other, so that nothing is valid here.",
          { help: "What `allOf`, `$ref` and the keywords beside them say holds at the same time." },
        );
      } else
        reader.report(
          "WB2108",
          words.node.span,
          "This combines a schema with itself while it is being described.",
          { help: "Let the part that is shared be a definition of its own, which both refer to." },
        );
      return { kind: "any" };
    }
    all = next;
  }
  return all;
}

/** All parts' keywords on one schema object. Two of them never say the same keyword, but for a built-in type beside others. */
function merged(parts: readonly Reading[]): { [keyword: string]: Data } {
  const result: { [keyword: string]: Data } = {};
  const clashing: Data[] = [];
  for (const { schema } of parts) {
    if (typeof schema === "boolean") continue;
    if (Object.keys(schema).some((keyword) => keyword in result)) clashing.push(schema);
    else Object.assign(result, schema);
  }
  const list = result["allOf"];
  return clashing.length > 0
    ? { ...result, allOf: [...(Array.isArray(list) ? list : []), ...clashing] }
    : result;
}

function annotations(words: Words): { [keyword: string]: Data } {
  const found: { [keyword: string]: Data } = {};
  for (const keyword of ["description", "default", "examples", "x-personal", "x-unit"]) {
    const node = words.get(keyword);
    if (node) found[keyword] = dataOf(node);
  }
  const example = words.get("example");
  if (example && !found["examples"]) found["examples"] = [dataOf(example)];
  return found;
}

function notes(words: Words, shape: Shape): Omit<Shape, "kind"> {
  const description = textOf(words.get("description")) ?? shape.description;
  const personal = textOf(words.get("x-personal")) ?? shape.personal;
  const unit = textOf(words.get("x-unit")) ?? shape.unit;
  return {
    ...(description !== undefined && { description }),
    ...(personal !== undefined && { personal }),
    ...(unit !== undefined && { unit }),
    // Beside a `$ref` to a decimal: where the schema types it itself, its shape has them already.
    ...(shape.kind === "decimal" && limitsOf(words)),
    span: words.node.span,
  };
}

/** OpenAPI 3.0's `nullable` beside a `$ref` or `allOf`: null is one more choice. */
function finished(reading: Reading, words: Words): Reading {
  const isSaid = words.get("type") !== undefined || words.entries.size === 0;
  if (!isTrue(words.get("nullable")) || isSaid || reading.shape.kind === "any" || accepts(reading.shape))
    return reading;
  const { description, personal, unit, span } = reading.shape;
  const union: Shape = {
    ...unite([reading.shape, { kind: "null" }]),
    ...(description !== undefined && { description }),
    ...(personal !== undefined && { personal }),
    ...(unit !== undefined && { unit }),
    ...(span && { span }),
  };
  return { shape: union, schema: { anyOf: [data(reading.schema), { type: "null" }] } };
}

function accepts(shape: Shape): boolean {
  return (
    shape.kind === "null" ||
    (shape.kind === "union" && shape.options.some((option) => option.kind === "null"))
  );
}
