import type { YamlNode, YamlScalar } from "../../source/node.ts";
import { coreValue, effective, listAt, numeric, type Schema, schemaAt, typesOf } from "./schema.ts";

/** Where every object that was read comes from: its node, and those of its properties. */
export type Origins = WeakMap<object, YamlNode>;

/**
 * A node as plain data, read by what the schema wants: text stays source text (`00`, `2.10`, twenty digits), numbers and booleans
 * are read where they are wanted, and `x-waybill: value` leaves the node as it is.
 */
export function readNode(node: YamlNode, schema: Schema, root: Schema, origins: Origins): unknown {
  const wanted = effective(schema, root, node);
  if (wanted["x-waybill"] !== undefined) return node;
  if (node.type === "scalar") return readScalar(node, wanted);
  if (node.type === "list") {
    const items = schemaAt(wanted["items"]) ?? {};
    const list = node.items.map((item) => readNode(item, items, root, origins));
    origins.set(list, node);
    return list;
  }
  const properties = schemaAt(wanted["properties"]);
  const additional = schemaAt(wanted["additionalProperties"]) ?? {};
  const object: Record<string, unknown> = {};
  for (const { key, value } of node.entries) {
    const property =
      properties && Object.hasOwn(properties, key.text) ? schemaAt(properties[key.text]) : undefined;
    define(object, key.text, readNode(value, property ?? additional, root, origins));
  }
  origins.set(object, node);
  return object;
}

/** Also for `__proto__`, which an assignment would swallow. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function readScalar(node: YamlScalar, schema: Schema): unknown {
  const types = typesOf(schema);
  if (listAt(schema["enum"]).length > 0)
    return listAt(schema["enum"]).find((value) => String(value) === node.text) ?? coreValue(node);
  const { const: only } = schema;
  if (only !== undefined) return typeof only === "string" && only === node.text ? only : coreValue(node);
  if (types.includes("integer") || types.includes("number"))
    return node.style === "plain" && numeric(node.text) ? Number(node.text) : coreValue(node);
  if (types.includes("boolean")) return coreValue(node);
  // Nothing at all is not an empty text: it is told as missing.
  if (types.includes("string")) return node.text === "" && node.style === "plain" ? null : node.text;
  return coreValue(node);
}
