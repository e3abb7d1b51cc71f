import type { Json } from "../contract/json.ts";
import { isRawNumber } from "../library/raw-number.ts";
import type { StoredObject } from "./data.ts";

/** Parameters that say how much is wanted and how, not what. */
const paging = new Set([
  "limit",
  "page",
  "per_page",
  "pagesize",
  "offset",
  "cursor",
  "after",
  "before",
  "fields",
  "format",
  "sort",
  "order",
  "expand",
  "sap-client",
  "api-version",
]);

/** What a find asks for: every pair must hold of an object. OData's `$filter` with `eq` and `and`, and parameters named like fields. */
export function criteriaOf(
  query: URLSearchParams,
  fixed: Readonly<Record<string, string>> = {},
): readonly (readonly [string, string])[] {
  return [...query].flatMap(([name, value]) => {
    if (name === "$filter") return filterOf(value);
    return name.startsWith("$") || paging.has(name.toLowerCase()) || fixed[name] === value
      ? []
      : [[name, value] as const];
  });
}

function filterOf(text: string): (readonly [string, string])[] {
  const terms = text.matchAll(/([\w/]+)\s+eq\s+(?:(?:datetime|guid)?'((?:[^']|'')*)'|([^\s()]+))/g);
  return [...terms].map(([, name = "", quoted, bare]) => [
    name.split("/").at(-1) ?? name,
    quoted?.replaceAll("''", "'") ?? bare ?? "",
  ]);
}

/** Names are compared without case and separators: `external_reference` asks for `externalReference`. */
export function satisfies(object: StoredObject, criteria: readonly (readonly [string, string])[]): boolean {
  return criteria.every(([name, value]) => fieldNamed(object.fields, name) === value);
}

function fieldNamed(fields: Readonly<Record<string, Json>>, name: string): string | undefined {
  const found = Object.entries(fields).find(([key]) => bare(key) === bare(name))?.[1];
  return found === undefined ? undefined : scalarText(found);
}

function bare(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, "").toLowerCase();
}

/** Whether one of an object's own fields is this value: what a path ends with. */
export function isKnownBy(object: StoredObject, value: string): boolean {
  return Object.values(object.entity).some((field) => field !== null && scalarText(field) === value);
}

function scalarText(value: Json): string | undefined {
  if (value !== null && isRawNumber(value)) return value.rawJSON;
  return typeof value === "object" && value !== null ? undefined : String(value);
}
