import type { KindDefinition } from "../compiler/kinds/kind.ts";

type Schema = Readonly<Record<string, unknown>>;

interface Row {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** A kind's reference as Markdown: what it is, an example, and a table of everything its `spec` can say. */
export function referencePage({ name, schema }: KindDefinition, example: string): string {
  const spec = record(record(schema["properties"])?.["spec"]) ?? {};
  const parts = Object.entries(record(schema["$defs"]) ?? {});
  const file = name.toLowerCase();
  return [
    `# ${name}`,
    "",
    text(schema["description"]),
    "",
    `For editors: [\`docs/schemas/${file}.json\`](../../schemas/${file}.json). Generated from the kind's schema; words in *italics* come with a later version.`,
    "",
    "## Example",
    "",
    "```yaml",
    example.trimEnd(),
    "```",
    "",
    "## `spec`",
    "",
    ...table(spec),
    ...parts.flatMap(([part, definition]) => [
      "",
      `## A ${part}`,
      "",
      text(record(definition)?.["description"]),
      "",
      ...table(record(definition) ?? {}),
    ]),
    "",
  ].join("\n");
}

function table(schema: Schema): readonly string[] {
  const rows = rowsOf(schema, "", 0);
  const line = ({ path, type, required, description }: Row) =>
    `| \`${path}\`${required ? " **required**" : ""} | ${type} | ${description} |`;
  return ["| word | value | meaning |", "|---|---|---|", ...rows.map(line)];
}

/** Every property under a schema, depth first, as its path: `retry.attempts`, `webhooks.<name>.verify`, `rollout[].to`. */
function rowsOf(schema: Schema, path: string, depth: number): readonly Row[] {
  if (depth > 8) return [];
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const rows: Row[] = [];
  for (const [name, value] of Object.entries(record(schema["properties"]) ?? {})) {
    const property = record(value) ?? {};
    const here = path === "" ? name : `${path}.${name}`;
    rows.push({
      path: here,
      type: typeOf(property),
      required: required.includes(name),
      description: describe(property),
    });
    rows.push(...rowsOf(property, here, depth + 1));
  }
  const items = record(schema["items"]);
  if (items) rows.push(...rowsOf(items, `${path}[]`, depth + 1));
  const additional = record(schema["additionalProperties"]);
  if (additional) rows.push(...named(additional, `${path === "" ? "" : `${path}.`}<name>`, depth));
  for (const option of list(schema["anyOf"])) rows.push(...rowsOf(option, path, depth + 1));
  return rows;
}

function named(schema: Schema, path: string, depth: number): readonly Row[] {
  return [
    { path, type: typeOf(schema), required: false, description: describe(schema) },
    ...rowsOf(schema, path, depth + 1),
  ];
}

function describe(schema: Schema): string {
  const description = text(schema["description"]).replaceAll("|", "\\|").replaceAll("\n", " ");
  const later = schema["x-later"];
  return typeof later === "string"
    ? `*Later.* ${description} Until then, ${later.replaceAll("|", "\\|")}.`
    : description;
}

function typeOf(schema: Schema): string {
  if (typeof schema["x-later"] === "string") return "*later*";
  if (schema["x-waybill"] === "value") return "value";
  const values = schema["enum"];
  if (Array.isArray(values)) return values.map((value) => `\`${String(value)}\``).join(" ");
  if (schema["const"] !== undefined) return `\`${JSON.stringify(schema["const"])}\``;
  const options = list(schema["anyOf"]);
  if (options.length > 0) return options.map(typeOf).join(" or ");
  if (typeof schema["x-error"] === "string") return schema["x-error"].replaceAll("|", "\\|");
  if (typeof schema["$ref"] === "string") return `a ${schema["$ref"].split("/").at(-1)}`;
  if (schema["type"] === "array") return `list of ${typeOf(record(schema["items"]) ?? {})}`;
  if (schema["type"] === "object") return "map";
  const type = text(schema["type"]);
  return type === "string" ? "text" : type === "" ? "anything" : type;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function record(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

function list(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}
