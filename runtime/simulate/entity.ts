import type { Json } from "../contract/json.ts";
import { isRawNumber } from "../library/raw-number.ts";

export type Fields = Readonly<Record<string, Json>>;

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

/** Where in a body the thing itself is: under `d`, `data`, `order`, …, or the body. */
export type Route = readonly string[];

/** Wrappers are objects with one member that is an object or a list, at most two deep (OData: `d.results`). */
export function placeOf(
  body: Json | undefined,
  want: "object" | "list",
  path: Route = [],
): Route | undefined {
  if (want === "list" && Array.isArray(body)) return path;
  if (!isFields(body) || path.length > 2) return want === "object" && isFields(body) ? path : undefined;
  if (want === "list")
    return firstOf(Object.entries(body).map(([name, inner]) => placeOf(inner, "list", [...path, name])));
  const members = Object.entries(body);
  const [only] = members;
  if (members.length === 1 && only && isFields(only[1]) && path.length < 2)
    return placeOf(only[1], "object", [...path, only[0]]);
  return path;
}

function firstOf<T>(found: readonly (T | undefined)[]): T | undefined {
  return found.find((each) => each !== undefined);
}

/** Undefined where something on the way is missing or no object. */
export function at(body: Json | undefined, route: Route): Json | undefined {
  return route.reduce<Json | undefined>((inner, name) => (isFields(inner) ? inner[name] : undefined), body);
}

/** The body with another value in that place. */
export function put(body: Json | undefined, [name, ...rest]: Route, value: Json): Json {
  if (name === undefined) return value;
  const fields = isFields(body) ? body : {};
  return { ...fields, [name]: put(fields[name], rest, value) };
}

/**
 * An example with what was sent in it: fields both have, where their JSON types agree; lists by the example's first item for each
 * that was sent. So an answer keeps the vendor's form and says what the caller said.
 */
export function echo(example: Json, sent: Json): Json {
  if (Array.isArray(example) && Array.isArray(sent)) {
    const [first] = example as readonly Json[];
    return first === undefined ? sent : sent.map((item: Json) => echo(first, item));
  }
  if (isFields(example) && isFields(sent)) {
    return Object.fromEntries(
      Object.entries(example).map(([name, value]) => [
        name,
        Object.hasOwn(sent, name) ? echo(value, sent[name] ?? null) : value,
      ]),
    );
  }
  return kind(example) === kind(sent) ? sent : example;
}

function kind(value: Json): string {
  if (Array.isArray(value)) return "list";
  if (value === null) return "null";
  return isRawNumber(value) ? "number" : typeof value; // a number kept as its digits is one
}

/**
 * The entity with a number of its own: the field named like the path's last word (`/A_SalesOrder`: SalesOrder), `id`, `number`, or the
 * first that ends so. Fields the caller sent are not ids of ours.
 */
export function numbered(entity: Fields, sent: Fields, path: string, number: number): Fields {
  const own = Object.keys(entity).filter(
    (name) => !Object.hasOwn(sent, name) && ["string", "number"].includes(typeof entity[name]),
  );
  const word = lower(path.split("/").at(-1)?.replace(/^A_/, "") ?? "");
  const named = own.filter((name) =>
    ["id", word, word.replace(/s$/, ""), `${word.replace(/s$/, "")}id`].includes(lower(name)),
  );
  const ending = own.filter((name) => /(?:id|number|reference|no|key)$/i.test(name));
  const chosen = named.length > 0 ? named : ending.slice(0, 1);
  const ids = chosen.length > 0 ? chosen : own.slice(0, 1);
  return { ...entity, ...Object.fromEntries(ids.map((name) => [name, idLike(entity[name] ?? "", number)])) };
}

function idLike(example: Json, number: number): Json {
  if (typeof example === "number") return number;
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(typeof example === "string" ? example : "")
    ? `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`
    : String(number);
}

function lower(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, "").toLowerCase();
}
