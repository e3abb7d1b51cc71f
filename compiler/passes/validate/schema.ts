import { isNull, type YamlNode } from "../../source/node.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** A member of a schema that is a schema itself. */
export function schemaAt(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A `$ref` within the schema itself (`#/$defs/step`), followed; of `anyOf` the one option that the node can only be meant as. */
export function effective(schema: Schema, root: Schema, node: YamlNode): Schema {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const found = reference
      .slice(2)
      .split("/")
      .reduce<unknown>((at, part) => schemaAt(at)?.[part], root);
    return effective(schemaAt(found) ?? {}, root, node);
  }
  const resolved = listAt(schema["anyOf"] ?? schema["oneOf"]).flatMap((option): readonly Schema[] => {
    const one = schemaAt(option);
    return one ? [effective(one, root, node)] : [];
  });
  if (resolved.length === 0) return schema;
  const fitting = resolved.filter((option) => fits(option, node));
  return best(fitting, node) ?? { ...schema, "x-options": resolved };
}

/** Whether a node has the outer form that the schema wants; what is inside it is not looked at. */
function fits(schema: Schema, node: YamlNode): boolean {
  if (schema["x-waybill"] !== undefined) return true;
  const types = typesOf(schema);
  if (node.type === "map") return types.includes("object");
  if (node.type === "list") return types.includes("array");
  const words = listAt(schema["enum"]);
  if (words.length > 0) return words.some((value) => String(value) === node.text);
  return types.some((type) => scalarFits(type, node.text, node.style === "plain"));
}

function scalarFits(type: string, text: string, plain: boolean): boolean {
  if (type === "string") return true;
  if (!plain) return false;
  if (type === "boolean") return /^(?:true|false)$/i.test(text);
  if (type === "null") return /^(?:null|~|)$/i.test(text);
  return type === "integer" ? /^-?\d+$/.test(text) : type === "number" && numeric(text);
}

/** Of several options for a map the one that knows most of its keys; for a scalar the narrowest: numbers before text. */
function best(options: readonly Schema[], node: YamlNode): Schema | undefined {
  if (node.type !== "map")
    return options.toSorted(
      (a, b) => Number(typesOf(a).includes("string")) - Number(typesOf(b).includes("string")),
    )[0];
  const known = (option: Schema): number =>
    node.entries.filter(({ key }) => schemaAt(option["properties"])?.[key.text] !== undefined).length;
  return options.toSorted((a, b) => known(b) - known(a))[0];
}

export function typesOf(schema: Schema): readonly string[] {
  const type = schema["type"];
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.filter((each) => typeof each === "string");
  return schema["properties"] || schema["additionalProperties"] ? ["object"] : [];
}

export function numeric(text: string): boolean {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
}

/** A scalar as YAML 1.2's core schema has it, where nothing says what is wanted. */
export function coreValue(node: YamlNode & { readonly type: "scalar" }): string | number | boolean | null {
  if (node.style !== "plain") return node.text;
  if (isNull(node)) return null;
  if (/^(?:true|True|TRUE)$/.test(node.text)) return true;
  if (/^(?:false|False|FALSE)$/.test(node.text)) return false;
  return numeric(node.text) ? Number(node.text) : node.text;
}
