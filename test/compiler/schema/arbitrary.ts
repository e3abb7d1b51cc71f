import * as fc from "fast-check";

/**
 * Names as hostile specs have them; but not a lone backslash: once V8 14.6 has parsed an object with such a key, its `JSON.parse`
 * takes another object's key `"` for it.
 */
const names = fc.constantFrom(
  "id",
  "class",
  "__proto__",
  "constructor",
  "a b",
  "`${x}`",
  '"',
  "'",
  "a\\b",
  "\u2028",
  "Ünïcode",
  "数量",
  "*/",
  "toString",
  "default",
  "-",
  "1st",
  "\n",
);

const scalar = fc.oneof(
  fc.record(
    { type: fc.constant("string"), maxLength: fc.integer({ min: 3, max: 40 }) },
    { requiredKeys: ["type"] },
  ),
  fc.record({ type: fc.constant("string"), minLength: fc.integer({ min: 0, max: 30 }) }),
  fc.constantFrom<object>(
    { type: "string", format: "date" },
    { type: "string", format: "email" },
    { type: "string", format: "decimal" },
    { type: "number", format: "decimal" },
    { type: "string", pattern: "^[A-Z]{2,3}-\\d+$" },
    { type: "integer", minimum: 7 },
    { type: "number", maximum: -0.5 },
    { type: "boolean" },
    { type: "null" },
    { const: 5 },
    { const: false },
    { $ref: "waybill:money" },
    { $ref: "waybill:instant" },
    { $ref: "waybill:decimal" },
    { $ref: "#" },
    { $ref: "#/$defs/Other" },
    {},
  ),
  fc.record({
    enum: fc.uniqueArray(fc.oneof(names, fc.integer(), fc.constant(null), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
);

/** Sound schemas, of any depth and with hostile names. What refers back is optional, so that values have an end. */
export const schemas = fc.letrec<{ schema: object; object: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("object"),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    tie("schema").map((inner) => ({ anyOf: [inner, { type: "null" }] })),
    fc.record({ type: fc.constant(["string", "null"]), description: names }),
  ),
  object: fc
    .uniqueArray(fc.tuple(names, tie("schema"), fc.boolean()), { maxLength: 5, selector: ([name]) => name })
    .map((properties) => ({
      type: "object",
      required: properties
        .filter(([, schema, required]) => required && !JSON.stringify(schema).includes('"#'))
        .map(([name]) => name),
      properties: Object.fromEntries(properties.map(([name, schema]) => [name, schema])),
    })),
})).object;

const words = fc.constantFrom(
  "type",
  "properties",
  "items",
  "required",
  "enum",
  "const",
  "$ref",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "if",
  "format",
  "pattern",
  "minimum",
  "multipleOf",
  "additionalProperties",
  "patternProperties",
  "nullable",
  "prefixItems",
  "maxLength",
  "dependentSchemas",
  "$defs",
  "x-personal",
  "description",
  "exclusiveMinimum",
);

const values = fc.oneof(
  fc.constantFrom<unknown>(
    "string",
    "object",
    "array",
    "number",
    ["string", "null"],
    "#",
    "#/$defs/A",
    "#/nowhere",
    "waybill:money",
    "decimal",
    "(",
    0.01,
    -1,

    true,
    false,
    null,
    [],
    {},
    "order@2",
  ),
  fc.jsonValue(),
);

/** Anything that looks like a schema: what a vendor, a slip or an attacker may write. */
export const brokenSchemas = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    values,
    fc.dictionary(
      words,
      fc.oneof(
        values,
        tie("schema"),
        fc.array(tie("schema"), { maxLength: 3 }),
        fc.dictionary(names, tie("schema"), { maxKeys: 3 }),
      ),
      { maxKeys: 6 },
    ),
  ),
})).schema;
