import { isNull, type YamlNode } from "../source/node.ts";

/** JSON as plain data, as schemas hold it. */
export type Data = null | boolean | number | string | Data[] | { [name: string]: Data };

/** A node as data, by YAML's core schema: quoted is text, plain may be a number, a boolean or null. */
export function dataOf(node: YamlNode): Data {
  if (node.type === "list") return node.items.map(dataOf);
  if (node.type === "map") {
    const data: { [name: string]: Data } = {};
    for (const { key, value } of node.entries) setOwn(data, key.text, dataOf(value));
    return data;
  }
  if (node.style !== "plain") return node.text;
  if (isNull(node)) return null;
  if (/^(?:true|True|TRUE)$/.test(node.text)) return true;
  if (/^(?:false|False|FALSE)$/.test(node.text)) return false;
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(node.text)) return Number(node.text);
  return node.text;
}

/** Sets a property of the object itself, also one called `__proto__`. */
export function setOwn<Value>(target: { [name: string]: Value }, name: string, value: Value): void {
  if (name === "__proto__")
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.type === "scalar" ? node.text : undefined;
}

export function numberOf(node: YamlNode | undefined): number | undefined {
  if (!node) return undefined;
  const data = dataOf(node);
  return typeof data === "number" ? data : undefined;
}

export function isTrue(node: YamlNode | undefined): boolean {
  return node !== undefined && dataOf(node) === true;
}
