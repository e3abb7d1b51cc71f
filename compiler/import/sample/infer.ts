import type { Observation } from "./observe.ts";
import { textForm } from "./text-form.ts";

export type InferredSchema = { readonly [keyword: string]: unknown };

/** Says what an architect should know about a place: `line_items[].price`. */
export type Note = (path: string, text: string) => void;

/** The schema of what was seen at a place: as narrow as the samples make sure, never narrower. */
export function infer(seen: Observation, name: string, path: string, note: Note): InferredSchema {
  const alternatives: { readonly types: readonly string[]; readonly schema: InferredSchema }[] = [];
  if (seen.objects > 0) alternatives.push({ types: ["object"], schema: inferObject(seen, path, note) });
  if (seen.lists > 0) alternatives.push({ types: ["array"], schema: inferList(seen, name, path, note) });
  if (seen.texts.length > 0) alternatives.push({ types: ["string"], schema: textForm(seen.texts, name) });
  if (seen.numbers.length > 0)
    alternatives.push({ types: [numberType(seen.numbers)], schema: numberForm(seen.numbers, name) });
  if (seen.booleans > 0) alternatives.push({ types: ["boolean"], schema: {} });
  const types = alternatives.flatMap((each) => each.types);
  const empty = seen.nulls > 0 ? ["null"] : [];
  const [only] = alternatives;
  if (!only) {
    if (seen.nulls > 0) note(path, "was always null: what else it can be has to be written");
    return {};
  }
  if (alternatives.length === 1) return withNull(only, seen.nulls > 0);
  note(path, `was ${types.join(" and ")}`);
  const scalars = !types.includes("object") && !types.includes("array");
  const amount = alternatives.every(
    ({ schema, types: of }) => schema["format"] === "decimal" || of.includes("integer"),
  );
  if (scalars) return { type: [...types, ...empty], ...(amount && { format: "decimal" }) };
  return {
    oneOf: [
      ...alternatives.map(({ types: of, schema }) => ({ type: of[0], ...schema })),
      ...empty.map((type) => ({ type })),
    ],
  };
}

function withNull(
  { types, schema }: { readonly types: readonly string[]; readonly schema: InferredSchema },
  nullable: boolean,
): InferredSchema {
  const type = nullable ? [...types, "null"] : types[0];
  const values = schema["enum"];
  // A list of values says it all; with null among them it needs no type.
  if (Array.isArray(values)) return { enum: nullable ? [...(values as readonly unknown[]), null] : values };
  return { type, ...schema };
}

function numberType(numbers: readonly string[]): "integer" | "number" {
  return numbers.every((number) => /^-?\d+$/.test(number)) ? "integer" : "number";
}

const amounts = /price|amount|total|cost|tax|discount|fee|net|gross|balance|rate|weight|quantity/i;

/** An amount in a JSON number keeps its digits only as a decimal. */
function numberForm(numbers: readonly string[], name: string): InferredSchema {
  return numberType(numbers) === "number" && amounts.test(name) ? { format: "decimal" } : {};
}

/** Keys that are data: identifiers of things. Three at least, for one could be a name. */
const identifier = /^(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,})$/i;

function inferObject(seen: Observation, path: string, note: Note): InferredSchema {
  const names = [...seen.properties.keys()];
  if (names.length >= 3 && names.every((name) => identifier.test(name)))
    return { additionalProperties: inferMap(seen, path, note) };
  const properties: Record<string, InferredSchema> = {};
  for (const [name, property] of seen.properties) {
    Object.defineProperty(properties, name, {
      value: infer(property, name, path === "" ? name : `${path}.${name}`, note),
      enumerable: true,
    });
  }
  const required = [...seen.properties]
    .filter(([, property]) => property.count >= seen.objects)
    .map(([name]) => name);
  if (names.length === 0) note(path, "was always an empty object: what it can hold has to be written");
  return { ...(required.length > 0 && { required }), ...(names.length > 0 && { properties }) };
}

function inferMap(seen: Observation, path: string, note: Note): InferredSchema {
  const merged = [...seen.properties.values()].map((property) =>
    JSON.stringify(infer(property, "", `${path}.*`, () => undefined)),
  );
  const [first = "{}"] = merged;
  note(path, "is a map, for its names are identifiers");
  return merged.every((text) => text === first) ? (JSON.parse(first) as InferredSchema) : {}; // written just above
}

function inferList(seen: Observation, name: string, path: string, note: Note): InferredSchema {
  if (!seen.items || seen.items.count === 0) {
    note(path, "was always an empty list: what it can hold has to be written");
    return { items: {} };
  }
  return { items: infer(seen.items, name, `${path}[]`, note) };
}
