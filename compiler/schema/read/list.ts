import type { YamlNode } from "../../source/node.ts";
import { type Data, numberOf } from "../data.ts";
import type { ListShape, Shape } from "../shape.ts";
import { unite } from "../unite.ts";
import { data } from "./object.ts";
import type { Reader, Words } from "./reader.ts";

/** `items`; of a tuple (`prefixItems`, or the older `items` as a list) an item is any of its places' types. */
export function readList(
  words: Words,
  reader: Reader,
): { readonly shape: ListShape; readonly schema: { [keyword: string]: Data } } {
  const schema: { [keyword: string]: Data } = {};
  const items = words.get("items");
  const places = items?.type === "list" ? items : words.get("prefixItems");
  const rest = items?.type === "list" ? words.get("additionalItems") : items;
  const shapes = readPlaces(places, words, schema, reader);
  const others = readRest(rest, words, schema, reader);
  if (others) shapes.push(others);
  else if (shapes.length === 0) shapes.push({ kind: "any" });
  const minItems = numberOf(words.get("minItems"));
  const maxItems = numberOf(words.get("maxItems"));
  const shape: ListShape = {
    kind: "list",
    items: unite(shapes),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
  return { shape, schema };
}

function readPlaces(
  node: YamlNode | undefined,
  words: Words,
  schema: { [keyword: string]: Data },
  reader: Reader,
): Shape[] {
  if (node?.type !== "list") return [];
  const readings = node.items.map((item) => reader.read(item, words.place));
  schema["prefixItems"] = readings.map((reading) => data(reading.schema));
  return readings.map((reading) => reading.shape);
}

function readRest(
  node: YamlNode | undefined,
  words: Words,
  schema: { [keyword: string]: Data },
  reader: Reader,
): Shape | undefined {
  if (!node) return schema["prefixItems"] ? { kind: "any" } : undefined;
  if (node.type === "scalar" && node.text === "false") {
    schema["items"] = false;
    return undefined;
  }
  const reading = reader.read(node, words.place);
  schema["items"] = data(reading.schema);
  return reading.shape;
}
