import type { ErrorObject } from "ajv";
import type { Diagnostic, Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { entryOf, type YamlNode, type YamlScalar } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import { effective, listAt, type Schema, schemaAt, typesOf } from "./schema.ts";

/** ajv's errors in an architect's words, each at the place it is about. Of alternatives only the one that was meant is told. */
export function reportErrors(
  errors: readonly ErrorObject[],
  document: YamlNode,
  root: Schema,
  reporter: Reporter,
): void {
  const told = new Set<string>();
  for (const error of errors) {
    const place = locate(document, root, error.instancePath);
    if (!place || !meant(error, place.schema, root) || isMisspelt(error, errors)) continue;
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    if (told.has(key)) continue;
    told.add(key);
    reportOne(error, place, root, reporter);
  }
}

/** A property that is there, only misspelt, is not also told as missing. */
function isMisspelt(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (error.keyword !== "required") return false;
  const missing = String(error.params["missingProperty"]);
  return errors.some(
    (other) =>
      other.keyword === "additionalProperties" &&
      other.instancePath === error.instancePath &&
      nearest(String(other.params["additionalProperty"]), [missing]) !== undefined,
  );
}

interface Place {
  readonly node: YamlNode;
  /** What is wanted here, alternatives decided. */
  readonly schema: Schema;
  /** The last name of the path, for messages. */
  readonly name: string | undefined;
}

/** The node and schema at an instance path (JSON Pointer). */
function locate(document: YamlNode, root: Schema, path: string): Place | undefined {
  let place: Place = { node: document, schema: effective(root, root, document), name: undefined };
  for (const part of path
    .split("/")
    .slice(1)
    .map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"))) {
    const { node, schema } = place;
    const list = node.type === "list";
    const next = node.type === "list" ? node.items[Number(part)] : entryOf(node, part)?.value;
    if (!next) return undefined;
    const properties = schemaAt(schema["properties"]);
    const inner = list
      ? schema["items"]
      : properties && Object.hasOwn(properties, part)
        ? properties[part]
        : schema["additionalProperties"];
    place = {
      node: next,
      schema: effective(schemaAt(inner) ?? {}, root, next),
      name: list ? place.name : part,
    };
  }
  return place;
}

/** An error of an alternative that the node was not meant as says nothing to anybody. */
function meant(error: ErrorObject, schema: Schema, root: Schema): boolean {
  if (error.keyword === "anyOf" || error.keyword === "oneOf") return schema["x-options"] !== undefined;
  if (!error.schemaPath.includes("/anyOf/") && !error.schemaPath.includes("/oneOf/")) return true;
  if (schema["x-options"] !== undefined) return false;
  const own = error.parentSchema;
  return own === schema || JSON.stringify(own) === JSON.stringify(schema) || own === root;
}

type Say = (error: ErrorObject, place: Place, reporter: Reporter) => void;

const said: Readonly<Record<string, Say>> = {
  additionalProperties: unknownProperty,
  required: missingProperty,
  propertyNames: () => undefined, // told by the pattern of the name itself
  type: wrongType,
  anyOf: wrongType,
  oneOf: wrongType,
  enum: unknownWord,
  const: unknownWord,
  pattern: wrongForm,
};

function reportOne(error: ErrorObject, place: Place, _root: Schema, reporter: Reporter): void {
  const say = said[error.keyword] ?? outOfRange;
  say(error, place, reporter);
}

function unknownProperty(error: ErrorObject, { node, schema, name }: Place, reporter: Reporter): void {
  const property = String(error.params["additionalProperty"]);
  const entry = entryOf(node, property);
  const known = Object.keys(schemaAt(schema["properties"]) ?? {});
  const near = nearest(property, known);
  const span = entry?.key.span ?? node.span;
  const where = name === undefined ? "a document" : `\`${name}\``;
  reporter.report("WB1104", span, `There is no property \`${property}\` in ${where}.`, {
    help:
      near === undefined
        ? `There ${known.length === 1 ? "is" : "are"} ${known.join(", ")}.`
        : `Did you mean \`${near}\`?`,
    ...(near === undefined ? {} : { fix: { description: `Write ${near}`, edits: [{ span, text: near }] } }),
  });
}

function missingProperty(error: ErrorObject, { node, schema, name }: Place, reporter: Reporter): void {
  const property = String(error.params["missingProperty"]);
  const description = schemaAt(schemaAt(schema["properties"])?.[property])?.["description"];
  reporter.report(
    "WB1105",
    headOf(node),
    `\`${property}\` is missing${name === undefined ? "" : ` in \`${name}\``}.`,
    {
      help: `Add \`${property}:\`${typeof description === "string" ? `: ${description}` : "."}`,
    },
  );
}

/** Of a map in block style its first key: the whole of it may be pages long. */
function headOf(node: YamlNode): Span {
  return node.type === "map" && !node.flow && node.entries[0] ? node.entries[0].key.span : node.span;
}

function wrongType(_error: ErrorObject, { node, schema, name }: Place, reporter: Reporter): void {
  const words = optionsOf(schema).flatMap((option) => listAt(option["enum"]).map(String));
  reporter.report(
    "WB1106",
    headOf(node),
    `${name === undefined ? "This" : `\`${name}\``} must be ${wantedWords(schema)}; here is ${saidWords(node)}.`,
    (node.type === "scalar" ? nearMiss(node, words) : undefined) ?? {
      ...keysOf(schema),
      ...exampleOf(schema),
    },
  );
}

/** Of a map that something else stands in the place of: what it would hold. */
function keysOf(schema: Schema): { readonly help?: string } {
  const required = listAt(schema["required"]).map(String);
  if (required.length > 0)
    return { help: `Write \`{ ${required.map((name) => `${name}: …`).join(", ")} }\`.` };
  const known = Object.entries(schemaAt(schema["properties"]) ?? {}).filter(
    ([, property]) => schemaAt(property)?.["x-later"] === undefined,
  );
  return known.length === 0 || known.length > 8
    ? {}
    : { help: `It holds ${known.map(([name]) => `\`${name}: …\``).join(", ")}.` };
}

function saidWords(node: YamlNode): string {
  if (node.type === "scalar") return node.text === "" ? "nothing" : `\`${shortened(node.text)}\``;
  return node.type === "map" ? "a map" : "a list";
}

function nearMiss(node: YamlScalar, words: readonly string[]): Pick<Diagnostic, "help" | "fix"> | undefined {
  const near = nearest(node.text, words);
  if (near === undefined) return undefined;
  return {
    help: `Did you mean \`${near}\`?`,
    fix: { description: `Write ${near}`, edits: [{ span: node.span, text: near }] },
  };
}

function optionsOf(schema: Schema): readonly Schema[] {
  return listAt(schema["x-options"]).flatMap((option): readonly Schema[] => {
    const one = schemaAt(option);
    return one ? [one] : [];
  });
}

function wantedWords(schema: Schema): string {
  const options = optionsOf(schema);
  if (options.length > 0) return options.map((option) => wantedWords(option)).join(", or ");
  if (typeof schema["x-error"] === "string") return schema["x-error"];
  const words = listAt(schema["enum"]);
  if (words.length > 0)
    return words.length === 1
      ? `\`${String(words[0])}\``
      : `one of ${words.map((word) => `\`${String(word)}\``).join(", ")}`;
  if (schema["const"] !== undefined) return `\`${written(schema["const"])}\``;
  const names: Readonly<Record<string, string>> = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "`true` or `false`",
    object: "a map",
    array: "a list",
    null: "nothing",
  };
  return (
    typesOf(schema)
      .map((type) => names[type] ?? type)
      .join(" or ") || "something else"
  );
}

function unknownWord(_error: ErrorObject, place: Place, reporter: Reporter): void {
  const { node, schema, name } = place;
  const words = (schema["const"] === undefined ? listAt(schema["enum"]) : [schema["const"]]).map(String);
  if (node.type !== "scalar") return wrongType(_error, place, reporter);
  reporter.report(
    "WB1107",
    node.span,
    `\`${name ?? ""}\` must be ${wantedWords(schema)}; here is \`${shortened(node.text)}\`.`,
    nearMiss(node, words),
  );
}

function wrongForm(error: ErrorObject, { node, schema, name }: Place, reporter: Reporter): void {
  const key = error.propertyName === undefined ? undefined : entryOf(node, error.propertyName)?.key;
  const words =
    error.parentSchema?.["x-error"] ?? schema["x-error"] ?? `like ${String(error.params["pattern"])}`;
  const text = key?.text ?? (node.type === "scalar" ? node.text : "");
  reporter.report(
    "WB1108",
    key?.span ?? node.span,
    `${key ? "A name here" : `\`${name ?? ""}\``} must be ${String(words)}; here is \`${shortened(text)}\`.`,
    exampleOf(schema),
  );
}

const ranges: Readonly<Record<string, (limit: number) => string>> = {
  minLength: (limit) => (limit === 1 ? "must not be empty" : `must have at least ${limit} characters`),
  maxLength: (limit) => `must have at most ${limit} characters`,
  minItems: (limit) => (limit === 1 ? "must not be empty" : `must have at least ${limit} items`),
  maxItems: (limit) => `must have at most ${limit} items`,
  minProperties: (limit) => (limit === 1 ? "must not be empty" : `must have at least ${limit} properties`),
  maxProperties: (limit) => `must have at most ${limit} properties`,
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be more than ${limit}`,
};

function outOfRange(error: ErrorObject, { node, name }: Place, reporter: Reporter): void {
  const words = ranges[error.keyword]?.(Number(error.params["limit"])) ?? error.message ?? "is not right";
  reporter.report("WB1109", headOf(node), `${name === undefined ? "This" : `\`${name}\``} ${words}.`);
}

function exampleOf(schema: Schema): { readonly help?: string } {
  const [example] = listAt(schema["examples"]);
  return example === undefined ? {} : { help: `For example \`${written(example)}\`.` };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A value of a schema as it would be written in YAML. */
function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
