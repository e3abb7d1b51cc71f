import type { PlanType } from "../../plan/plan.ts";
import type { Symbols } from "../symbols.ts";

/**
 * Schemas as OpenAPI components. Each schema of the plan is a document by itself, with its own `$defs`; here they stand in one,
 * so definitions become components too (`Order.Line`) and references follow them.
 */
export class Components {
  readonly #symbols: Symbols;
  readonly #schemas = new Map<string, unknown>();
  readonly #names = new Map<string, string>();

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
  }

  /** `{ $ref }` to a schema, which becomes a component. */
  reference(type: PlanType): { readonly $ref: string } | Record<string, never> {
    const schema = this.#symbols.schemaOf(type);
    if (schema === undefined) return {};
    const key = `${type.module} ${type.name}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#free(type.name);
      this.#names.set(key, name);
      this.#add(name, schema.set.schema);
    }
    return { $ref: pointer(name) };
  }

  /** All of them, by name. */
  schemas(): Record<string, unknown> {
    return Object.fromEntries([...this.#schemas].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#schemas.has(name); number++) name = `${wanted}${number}`;
    return name;
  }

  #add(name: string, schema: unknown): void {
    this.#schemas.set(name, moved(withoutDefinitions(schema), name));
    if (!isRecord(schema) || !isRecord(schema["$defs"])) return;
    for (const [definition, inner] of Object.entries(schema["$defs"]))
      this.#schemas.set(`${name}.${componentName(definition)}`, moved(inner, name));
  }
}

function withoutDefinitions(schema: unknown): unknown {
  if (!isRecord(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => !["$defs", "$schema", "$id"].includes(key)),
  );
}

/** The schema with its references into `#/$defs` pointing at components instead. */
function moved(schema: unknown, name: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => moved(item, name));
  if (!isRecord(schema)) return schema;
  const members = Object.entries(schema).map(([key, value]) => [
    key,
    key === "$ref" && typeof value === "string" ? movedReference(value, name) : moved(value, name),
  ]);
  return { ...decimalPattern(schema), ...Object.fromEntries(members) };
}

/** `decimal` is a format of Waybill's own: who reads the document elsewhere is told it in a word they know. */
function decimalPattern(schema: Record<string, unknown>): { readonly pattern?: string } {
  return schema["format"] === "decimal" ? { pattern: "^-?[0-9]+(\\.[0-9]+)?$" } : {};
}

function movedReference(reference: string, name: string): string {
  if (reference === "#") return pointer(name);
  const definition = /^#\/\$defs\/([^/]+)$/.exec(reference)?.[1];
  return definition === undefined
    ? reference
    : pointer(`${name}.${componentName(decodeURIComponent(definition))}`);
}

function pointer(name: string): string {
  return `#/components/schemas/${name}`;
}

/** OpenAPI 3.1, 4.8.7: component names match `^[a-zA-Z0-9._-]+$`. */
function componentName(definition: string): string {
  return definition.replace(/[^a-zA-Z0-9._-]/g, "_");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
