import { nearest } from "../../diagnostics/nearest.ts";
import type { YamlNode } from "../../source/node.ts";
import { type Data, dataOf, setOwn, textOf } from "../data.ts";
import type { ObjectShape, Property, Shape } from "../shape.ts";
import { unite } from "../unite.ts";
import { patternOf } from "./pattern.ts";
import type { JsonSchema, Reader, Words } from "./reader.ts";

export interface ObjectReading {
  readonly shape: ObjectShape;
  readonly schema: { [keyword: string]: Data };
}

/** `properties`, `required`, `additionalProperties` and `patternProperties`. */
export function readObject(words: Words, reader: Reader): ObjectReading {
  const schema: { [keyword: string]: Data } = {};
  const required = requiredNames(words);
  const properties = readProperties(words, required, schema, reader);
  if (required.length > 0) schema["required"] = [...required];
  const additional = readAdditional(words, properties.length === 0, schema, reader);
  return { shape: { kind: "object", properties, ...(additional !== undefined && { additional }) }, schema };
}

function requiredNames(words: Words): readonly string[] {
  const node = words.get("required");
  return node?.type === "list" ? [...new Set(node.items.flatMap((item) => textOf(item) ?? []))] : [];
}

function readProperties(
  words: Words,
  required: readonly string[],
  schema: { [keyword: string]: Data },
  reader: Reader,
): readonly Property[] {
  const node = words.get("properties");
  const properties: Property[] = [];
  const schemas: { [name: string]: Data } = {};
  if (node && node.type !== "map") {
    reader.report("WB2104", node.span, "`properties` is a map of names and schemas.", {
      help: "Write `properties: { orderId: { type: string } }`.",
    });
  }
  for (const { key, value } of node?.type === "map" ? node.entries : []) {
    const reading = isNever(value) ? undefined : reader.read(value, words.place);
    setOwn(schemas, key.text, reading ? data(reading.schema) : false);
    if (reading)
      properties.push({ name: key.text, required: required.includes(key.text), shape: reading.shape });
  }
  if (Object.keys(schemas).length > 0) schema["properties"] = schemas;
  properties.push(...undeclared(words, required, properties, reader));
  return properties;
}

/** What is required but not described must be there and may be anything. Next to properties of its own it is likely a slip. */
function undeclared(
  words: Words,
  required: readonly string[],
  properties: readonly Property[],
  reader: Reader,
): readonly Property[] {
  const known = properties.map(({ name }) => name);
  const node = words.get("required");
  const isClosed = isNever(words.get("additionalProperties"));
  const combined = ["$ref", "allOf", "oneOf", "anyOf"].some((keyword) => words.entries.has(keyword));
  return required
    .filter((name) => !known.includes(name))
    .map((name) => {
      const span = (node?.type === "list" ? node.items.find((item) => textOf(item) === name) : node)?.span;
      const near = nearest(name, known);
      if (span && !combined && known.length > 0 && (near !== undefined || isClosed)) {
        reader.report("WB2106", span, `"${name}" is required, but is no property here.`, {
          ...(near !== undefined && { help: `Did you mean \`${near}\`?` }),
        });
      }
      return { name, required: true, shape: { kind: "any" as const, ...(span && { span }) } };
    });
}

function readAdditional(
  words: Words,
  isEmpty: boolean,
  schema: { [keyword: string]: Data },
  reader: Reader,
): Shape | false | undefined {
  const node = words.get("additionalProperties");
  const patterns = readPatterns(words, schema, reader);
  if (isNever(node)) {
    schema["additionalProperties"] = false;
    return patterns.length > 0 ? unite(patterns) : false;
  }
  const reading = node ? reader.read(node, words.place) : undefined;
  if (reading && reading.schema !== true) schema["additionalProperties"] = data(reading.schema);
  if (reading && reading.shape.kind !== "any") return unite([reading.shape, ...patterns]);
  // An object that says nothing of what it holds is a map of anything, on purpose.
  return isEmpty ? { kind: "any" } : undefined;
}

function readPatterns(words: Words, schema: { [keyword: string]: Data }, reader: Reader): readonly Shape[] {
  const node = words.get("patternProperties");
  if (node?.type !== "map") return [];
  const schemas: { [pattern: string]: Data } = {};
  const shapes = node.entries.map(({ key, value }) => {
    const reading = reader.read(value, words.place);
    const pattern = patternOf(key, reader);
    if (pattern !== undefined) setOwn(schemas, pattern, data(reading.schema));
    return reading.shape;
  });
  schema["patternProperties"] = schemas;
  return shapes;
}

function isNever(node: YamlNode | undefined): boolean {
  return node?.type === "scalar" && dataOf(node) === false;
}

/** A schema inside another is data like any other. */
export function data(schema: JsonSchema): Data {
  return schema;
}
