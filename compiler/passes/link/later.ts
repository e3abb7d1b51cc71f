import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { ParsedDocument } from "../../kinds/document.ts";
import type { KindDefinition } from "../../kinds/kind.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Says of everything that the language names and this version cannot do, once where it stands. Gives the documents that have any. */
export function reportLater(
  parsed: readonly ParsedDocument[],
  kinds: readonly KindDefinition[],
  reporter: Reporter,
): ReadonlySet<ParsedDocument> {
  const found = new Set<ParsedDocument>();
  const told = new Set<string>();
  for (const document of parsed) {
    const kind = entryOf(document.node, "kind")?.value;
    const definition = kind?.type === "scalar" ? kinds.find((each) => each.name === kind.text) : undefined;
    if (!definition) continue;
    const report = (span: Span, what: string, help: string) => {
      found.add(document);
      if (told.has(`${span.file}:${span.start}`)) return; // An alias, or two branches of one schema.
      told.add(`${span.file}:${span.start}`);
      reporter.report("WB1207", span, `${what} is not in this version of Waybill.`, { help });
    };
    for (const { span, what, help } of laterIn(document.node, definition.schema)) report(span, what, help);
  }
  return found;
}

interface Later {
  readonly span: Span;
  readonly what: string;
  readonly help: string;
}

const known = new WeakMap<YamlNode, { readonly schema: Schema; readonly found: readonly Later[] }>();

/** Sought once in a document, which outlives a compilation where an estate is watched. */
function laterIn(node: YamlNode, schema: Schema): readonly Later[] {
  const before = known.get(node);
  if (before?.schema === schema) return before.found;
  const found: Later[] = [];
  walk(node, schema, schema, (span, what, help) => found.push({ span, what, help }));
  known.set(node, { schema, found });
  return found;
}

function walk(
  node: YamlNode,
  schema: Schema,
  root: Schema,
  report: (span: Span, what: string, help: string) => void,
): void {
  const own = follow(schema, root);
  for (const option of list(own["anyOf"]).concat(list(own["oneOf"]), list(own["allOf"])))
    walk(node, option, root, report);
  if (node.type === "list") {
    const items = record(own["items"]);
    if (items) for (const item of node.items) walk(item, items, root, report);
  }
  if (node.type !== "map") return;
  const properties = record(own["properties"]);
  const additional = record(own["additionalProperties"]);
  for (const { key, value } of node.entries) {
    const property = record(properties?.[key.text]) ?? additional;
    if (!property) continue;
    const until = follow(property, root)["x-later"];
    if (typeof until === "string") report(key.span, `\`${key.text}\``, `Until a later version, ${until}.`);
    else walk(value, property, root, report);
  }
}

/** A `$ref` within the schema itself, as in `#/$defs/step`. */
function follow(schema: Schema, root: Schema): Schema {
  const reference = schema["$ref"];
  if (typeof reference !== "string" || !reference.startsWith("#/")) return schema;
  const target = reference
    .slice(2)
    .split("/")
    .reduce<unknown>((at, word) => record(at)?.[word], root);
  return record(target) ?? schema;
}

function record(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

function list(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}
