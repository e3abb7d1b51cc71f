import { nearest } from "../../diagnostics/nearest.ts";
import type { Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape } from "../../schema/shape.ts";
import type { Span } from "../../source/source.ts";
import { withoutNull } from "../../values/target.ts";
import { type Field, schemaKey } from "../flow/value.ts";

/** A schema as people call it. */
export interface NamedSchema {
  readonly name: string;
  readonly kind: "contract" | "webhook" | "input" | "output" | "request" | "function" | "file";
  /** The system or contract that it belongs to, and its domain. */
  readonly owner: string;
  readonly domain?: string;
  readonly schema: PlanSchema;
}

const known = new WeakMap<Model, ReadonlyMap<string, NamedSchema>>();

/** Every schema of the estate by the key that lineage has for it. One that several use is called by the first of them. */
export function namedSchemas(model: Model): ReadonlyMap<string, NamedSchema> {
  const before = known.get(model);
  if (before) return before;
  const found = new Map<string, NamedSchema>();
  for (const one of everyName(model))
    if (!found.has(schemaKey(one.schema))) found.set(schemaKey(one.schema), one);
  known.set(model, found);
  return found;
}

/** All names of schemas, contracts first. */
function everyName(model: Model): readonly NamedSchema[] {
  const contracts = [...model.contracts].map(
    ([label, { document, schema }]): NamedSchema => ({
      name: label,
      kind: "contract",
      owner: document.metadata.name,
      ...domainOf(document.metadata),
      schema,
    }),
  );
  const systems = [...model.systems].flatMap(([owner, { document, webhooks, operations }]) => {
    const common = { owner, ...domainOf(document.metadata) };
    return [
      ...[...webhooks].map(
        ([name, { payload }]): NamedSchema => ({
          ...common,
          name: `${owner}.${name}`,
          kind: "webhook",
          schema: payload,
        }),
      ),
      ...[...operations].flatMap(([name, { input, output }]): NamedSchema[] => [
        ...(input ? [{ ...common, name: `${owner}.${name}`, kind: "input" as const, schema: input }] : []),
        ...(output
          ? [{ ...common, name: `${owner}.${name}.output`, kind: "output" as const, schema: output }]
          : []),
      ]),
    ];
  });
  const functions = [...model.functions].flatMap(([owner, { document, input, output }]): NamedSchema[] => [
    { name: `${owner}.input`, kind: "function", owner, ...domainOf(document.metadata), schema: input },
    { name: `${owner}.output`, kind: "function", owner, ...domainOf(document.metadata), schema: output },
  ]);
  const files = model.schemas.map(
    (schema): NamedSchema => ({ name: schema.label, kind: "file", owner: schema.label, schema }),
  );
  return [...contracts, ...systems, ...functions, ...files];
}

function domainOf({ domain }: { readonly domain?: string }): { readonly domain?: string } {
  return domain === undefined ? {} : { domain };
}

/** A field as people call it: `order@2.email`, `sap.createSalesOrder.PurchaseOrderByCustomer`. */
export function fieldName({ schema, path }: Field, model: Model): string {
  const name = namedSchemas(model).get(schema)?.name ?? requestName(schema);
  return path === "" ? name : `${name}.${path}`;
}

function requestName(schema: string): string {
  return schema.startsWith("requests ") ? `${schema.slice("requests ".length)}.request` : schema;
}

/** What a field is: its shape and the place that declares it. */
export function declarationOf(
  { schema, path }: Field,
  model: Model,
): { readonly shape?: Shape; readonly span?: Span } {
  const named = namedSchemas(model).get(schema);
  if (!named) return {};
  const shape = shapeAt(named.schema, path === "" ? [] : path.split("."));
  return shape ? { shape, ...(shape.span && { span: shape.span }) } : {};
}

function shapeAt({ set }: PlanSchema, path: readonly string[]): Shape | undefined {
  let shape: Shape | undefined = { kind: "reference", name: set.root };
  for (const name of path) shape = shape && partOf(shape, name, set);
  return shape?.kind === "reference" ? set.shapes[shape.name] : shape;
}

/** Lists are walked through: their items are called by the list's own path. */
function partOf(declared: Shape, name: string, set: PlanSchema["set"]): Shape | undefined {
  const { shape } = withoutNull(declared, set);
  if (shape.kind === "list") return partOf(shape.items, name, set);
  if (shape.kind === "money") return name === "amount" || name === "currency" ? { ...shape } : undefined;
  if (shape.kind !== "object") return undefined;
  return shape.properties.find((property) => property.name === name)?.shape;
}

/** The fields that a person names: one, or several where the name fits several versions of a contract; or why there is none. */
export type Search =
  | { readonly fields: readonly Field[] }
  | { readonly problem: string; readonly near?: string };

/** The fields that a person means by `order@2.total`, `sap.createSalesOrder.input.Items`, or a name alone; with near misses where there are none. */
export function findFields(text: string, model: Model): Search {
  const names = everyName(model).filter(({ kind }) => kind !== "file");
  const words = new Map<string, NamedSchema[]>();
  const say = (word: string, one: NamedSchema) => words.set(word, [...(words.get(word) ?? []), one]);
  for (const one of names) {
    say(one.name, one);
    if (one.kind === "contract") say(one.owner, one);
    if (one.kind === "input") say(`${one.name}.input`, one);
    if (one.kind === "output") say(one.name.replace(/\.output$/, ""), one);
  }
  const fitting = [...words.keys()].filter((word) => text === word || text.startsWith(`${word}.`));
  const [word] = fitting.toSorted((left, right) => right.length - left.length);
  if (word === undefined) return unknownName(text, [...words.keys()]);
  const path = text.slice(word.length + 1);
  const schemas = words.get(word) ?? [];
  const fields = schemas.flatMap(({ schema }) =>
    path === "" || shapeAt(schema, path.split(".")) ? [{ schema: schemaKey(schema), path }] : [],
  );
  if (fields.length > 0) return { fields: path === "" ? fields.slice(0, 1) : fields };
  return unknownPath(word, path, schemas);
}

function unknownName(text: string, words: readonly string[]): Search {
  const [first = text] = text.split(".");
  const tail = text.slice(first.length);
  const parts = text.split(".");
  // Of `sap.createSalesOrdr.Material` the first two words are the name.
  const heads = [parts.slice(0, 2).join("."), first];
  for (const head of heads) {
    const near = nearest(head, words);
    if (near !== undefined)
      return {
        problem: `nothing is called ${head}`,
        near: `${near}${head === first ? tail : text.slice(head.length)}`,
      };
  }
  return { problem: `nothing is called ${first}` };
}

function unknownPath(word: string, path: string, schemas: readonly NamedSchema[]): Search {
  const names = path.split(".");
  for (const { schema } of schemas) {
    for (let length = names.length - 1; length >= 0; length--) {
      const before = names.slice(0, length);
      const shape = shapeAt(schema, before);
      if (!shape) continue;
      const near = nearest(names[length] ?? "", propertiesOf(shape, schema));
      const said = [word, ...names.slice(0, length + 1)].join(".");
      if (near !== undefined)
        return {
          problem: `there is no field ${said}`,
          near: [word, ...before, near, ...names.slice(length + 1)].join("."),
        };
    }
  }
  const known = schemas.flatMap(({ schema }) => {
    const root = shapeAt(schema, []);
    return root ? propertiesOf(root, schema) : [];
  });
  const all = known.slice(0, 12).join(", ");
  return { problem: `there is no field ${word}.${path}${all === "" ? "" : `; ${word} has ${all}`}` };
}

function propertiesOf(declared: Shape, { set }: PlanSchema): readonly string[] {
  const { shape } = withoutNull(declared, set);
  if (shape.kind === "list") return propertiesOf(shape.items, { set } as PlanSchema); // only the set is asked for
  if (shape.kind === "money") return ["amount", "currency"];
  return shape.kind === "object" ? shape.properties.map(({ name }) => name) : [];
}
