type Schema = Readonly<Record<string, unknown>>;

/**
 * A kind's `spec` as TypeScript text of the check program, so that an estate's own checks can read specs as data. What is kept as
 * YAML, and a step within a step, is any JSON.
 */
export function specType(schema: Schema): string {
  return textOf(record(record(schema["properties"])?.["spec"]) ?? {}, schema, new Set());
}

function textOf(schema: Schema, root: Schema, within: ReadonlySet<string>): string {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const target = reference.startsWith("#/") && !within.has(reference) ? follow(reference, root) : undefined;
    return target ? textOf(target, root, new Set([...within, reference])) : "Json";
  }
  if (schema["x-waybill"] !== undefined) return "Json";
  const options = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  if (options) return union(options.map((option) => textOf(record(option) ?? {}, root, within)));
  const values = Array.isArray(schema["enum"])
    ? schema["enum"]
    : "const" in schema
      ? [schema["const"]]
      : undefined;
  if (values) return union(values.map((value) => JSON.stringify(value)));
  const type = schema["type"];
  if (type === "array") return `readonly ${inBraces(textOf(record(schema["items"]) ?? {}, root, within))}[]`;
  if (type === "object") return objectText(schema, root, within);
  return (typeof type === "string" && scalars[type]) || "Json";
}

const scalars: Readonly<Record<string, string>> = {
  string: "string",
  integer: "Integer",
  number: "number",
  boolean: "boolean",
};

function objectText(schema: Schema, root: Schema, within: ReadonlySet<string>): string {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const members = Object.entries(record(schema["properties"]) ?? {}).map(
    ([name, property]) =>
      `readonly ${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${textOf(record(property) ?? {}, root, within)}`,
  );
  const others = record(schema["additionalProperties"]);
  if (others) members.push(`readonly [name: string]: ${inBraces(textOf(others, root, within))} | undefined`);
  return `{ ${members.join("; ")} }`;
}

function union(options: readonly string[]): string {
  return [...new Set(options)].join(" | ");
}

function inBraces(text: string): string {
  return text.includes("|") ? `(${text})` : text;
}

/** A `$ref` within the schema itself, as in `#/$defs/step`. */
function follow(reference: string, root: Schema): Schema | undefined {
  return record(
    reference
      .slice(2)
      .split("/")
      .reduce<unknown>((at, word) => record(at)?.[word], root),
  );
}

function record(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
