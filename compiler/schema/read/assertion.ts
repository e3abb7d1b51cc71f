import type { YamlNode } from "../../source/node.ts";
import { type Data, dataOf, setOwn } from "../data.ts";
import { data } from "./object.ts";
import type { Place, Reader } from "./reader.ts";

/** Keywords whose schemas only the validator takes notice of, and in which way they hold schemas. */
const conditions = [
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "unevaluatedProperties",
  "unevaluatedItems",
  "dependentSchemas",
  "dependencies",
];
const plainly = ["uniqueItems", "dependentRequired"];

/** What one schema node asks that no type shows. */
export function assertionsOf(
  get: (keyword: string) => YamlNode | undefined,
  place: Place,
  reader: Reader,
): { [keyword: string]: Data } {
  const found: { [keyword: string]: Data } = {};
  for (const keyword of conditions) {
    const node = get(keyword);
    if (node) found[keyword] = reader.assertion(node, place);
  }
  for (const keyword of plainly) {
    const node = get(keyword);
    if (node) found[keyword] = dataOf(node);
  }
  return found;
}

/** A schema as it stands, with its `$ref`s made local. */
export function readAssertion(node: YamlNode, place: Place, reader: Reader): Data {
  if (node.type === "list") return node.items.map((item) => readAssertion(item, place, reader));
  if (node.type === "scalar") return dataOf(node);
  const result: { [keyword: string]: Data } = {};
  for (const { key, value } of node.entries) {
    const name = key.text;
    if (name === "$ref" && value.type === "scalar") {
      const reading = data(reader.refer(value, place).schema);
      if (reading !== null && typeof reading === "object" && !Array.isArray(reading))
        Object.assign(result, reading);
    } else if (["enum", "const", "default", "example", "examples"].includes(name))
      setOwn(result, name, dataOf(value));
    else setOwn(result, name, readAssertion(value, place, reader));
  }
  return result;
}

const asserting = new Set([
  "required",
  "not",
  "if",
  "then",
  "else",
  "minProperties",
  "maxProperties",
  "dependentRequired",
  "description",
  "title",
]);

/** `anyOf: [{ required: [email] }, { required: [phone] }]`: a rule about what is described elsewhere, no choice of types. */
export function isAssertion(node: YamlNode): boolean {
  return (
    node.type === "map" && node.entries.length > 0 && node.entries.every(({ key }) => asserting.has(key.text))
  );
}
