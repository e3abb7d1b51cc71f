import { nearest } from "../../diagnostics/nearest.ts";
import { isTrue, textOf } from "../data.ts";
import type { Reader, Words } from "./reader.ts";

export type TypeName = "string" | "integer" | "number" | "boolean" | "object" | "array" | "null";

const names: readonly TypeName[] = ["string", "integer", "number", "boolean", "object", "array", "null"];
/** What people write instead, in other notations. */
const synonyms: Readonly<Record<string, TypeName>> = {
  text: "string",
  int: "integer",
  float: "number",
  double: "number",
  bool: "boolean",
  list: "array",
  map: "object",
  date: "string",
  decimal: "string",
};

/** `type`, with `nullable` taken in; undefined where the schema does not say it. */
export function typesOf(words: Words, reader: Reader): readonly TypeName[] | undefined {
  const node = words.get("type");
  if (!node) return undefined;
  const said = node.type === "list" ? node.items : [node];
  const types: TypeName[] = [];
  for (const item of said) {
    const text = textOf(item);
    const known = names.find((name) => name === (text === "" ? "null" : text));
    if (known) {
      if (!types.includes(known)) types.push(known);
      continue;
    }
    const near = synonyms[text ?? ""] ?? nearest(text ?? "", names);
    reader.report(
      "WB2104",
      item.span,
      text === undefined
        ? "`type` is a name or a list of names."
        : `There is no type "${text}" in JSON Schema.`,
      {
        help: near ? `Did you mean \`${near}\`?` : `The types are ${names.join(", ")}.`,
        ...(near && {
          fix: {
            description: `Write ${near}`,
            edits: [
              {
                span: item.span,
                text: item.type === "scalar" && item.style === "double" ? `"${near}"` : near,
              },
            ],
          },
        }),
      },
    );
  }
  if (isTrue(words.get("nullable")) && !types.includes("null")) types.push("null");
  return types.length > 0 ? types : undefined;
}

/** The type that keywords imply where none is said: who says `properties` means an object. */
export function impliedType(words: Words): TypeName | undefined {
  const has = (...keywords: string[]) => keywords.some((keyword) => words.entries.has(keyword));
  if (
    has(
      "properties",
      "additionalProperties",
      "patternProperties",
      "required",
      "minProperties",
      "maxProperties",
      "propertyNames",
    )
  )
    return "object";
  if (has("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")) return "array";
  if (has("$ref", "oneOf", "anyOf", "allOf", "enum", "const")) return undefined;
  if (has("minLength", "maxLength", "pattern", "format")) return "string";
  if (has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) return "number";
  return undefined;
}
