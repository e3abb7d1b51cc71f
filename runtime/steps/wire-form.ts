import type { Json } from "../contract/json.ts";
import { parseJson, stringifyJson } from "../library/json.ts";

/** A value as its JSON reads: decimals made by the library become text, missing members go. */
export function wireForm(value: unknown): Json {
  return parseJson(stringifyJson(value) ?? "null") as Json; // what parseJson gives of a JSON text; raw numbers are written as they are
}
