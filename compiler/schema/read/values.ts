import type { YamlNode } from "../../source/node.ts";
import { type Data, dataOf } from "../data.ts";
import type { Shape } from "../shape.ts";
import { unite } from "../unite.ts";
import type { Reader, Words } from "./reader.ts";
import type { TypeName } from "./types.ts";

/** The values of `enum` or `const`, those of them that `type` lets through; undefined where the schema has neither. */
export function valuesOf(
  words: Words,
  types: readonly TypeName[] | undefined,
  reader: Reader,
): Data[] | undefined {
  const nodes = listed(words, reader);
  if (!nodes) return undefined;
  const all = nodes.map((node) => valueOf(node, types));
  const values = types ? all.filter((value) => types.some((type) => isOf(value, type))) : all;
  if (values.length === 0) {
    reader.report(
      "WB2105",
      words.node.span,
      `No value of its \`${words.get("enum") ? "enum" : "const"}\` is of its type, so that nothing is valid here.`,
      {
        help: "Make `type` and the values agree.",
      },
    );
    return undefined;
  }
  if (types?.includes("null") && words.get("enum") && words.get("nullable") && !values.includes(null))
    values.push(null);
  return values;
}

function listed(words: Words, reader: Reader): readonly YamlNode[] | undefined {
  const constant = words.get("const");
  if (constant) return [constant];
  const list = words.get("enum");
  if (!list) return undefined;
  if (list.type === "list" && list.items.length > 0) return list.items;
  reader.report("WB2104", list.span, "`enum` is a list of at least one value.", {
    help: "Write `enum: [web, store]`.",
  });
  return undefined;
}

/** Read against the type that is wanted: `enum: [00, 0400]` of text is text. */
function valueOf(node: YamlNode, types: readonly TypeName[] | undefined): Data {
  const data = dataOf(node);
  if (node.type !== "scalar" || !types?.includes("string")) return data;
  return types.some((type) => type !== "null" && isOf(data, type)) ? data : data === null ? null : node.text;
}

function isOf(value: Data, type: TypeName): boolean {
  if (value === null) return type === "null";
  if (Array.isArray(value)) return type === "array";
  if (typeof value === "number") return type === "number" || (type === "integer" && Number.isInteger(value));
  return typeof value === type;
}

/** The shape of some values; undefined, and reported, where they are objects or lists, which no type can spell. */
export function shapeOfValues(values: readonly Data[], words: Words, reader: Reader): Shape | undefined {
  if (values.some((value) => typeof value === "object" && value !== null)) {
    reader.report(
      "WB2102",
      words.node.span,
      "Objects and lists as values of `enum` or `const` have no type.",
      {
        help: "Describe them by `properties` with a `const` each, or by `oneOf`.",
      },
    );
    return undefined;
  }
  const texts = values.filter((value) => typeof value === "string");
  const numbers = values.filter((value) => typeof value === "number");
  const booleans = values.filter((value) => typeof value === "boolean");
  const shapes: Shape[] = [];
  if (texts.length > 0) shapes.push({ kind: "text", values: [...new Set(texts)] });
  if (numbers.length > 0)
    shapes.push({
      kind: numbers.every(Number.isInteger) ? "integer" : "number",
      values: [...new Set(numbers)],
    });
  if (new Set(booleans).size === 1) shapes.push({ kind: "boolean", value: booleans[0] === true });
  else if (booleans.length > 0) shapes.push({ kind: "boolean" });
  if (values.includes(null)) shapes.push({ kind: "null" });
  return unite(shapes);
}
