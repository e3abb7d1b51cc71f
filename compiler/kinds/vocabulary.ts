/**
 * The words that kinds' schemas are made of. Keywords beyond JSON Schema 2020-12:
 * - `x-waybill: value`: kept as its YAML node, to be read later against a type;
 * - `x-error`: how an error reads after "must be";
 * - `x-later`: named in the language, but not part of this version; the text says what to do until then.
 */
export type Schema = Readonly<Record<string, unknown>>;

const kebab = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
const camel = "[a-z][A-Za-z0-9]*";

export const kebabName = (description: string): Schema => ({
  type: "string",
  pattern: `^${kebab}$`,
  maxLength: 100,
  "x-error": "a kebab-case name such as `order-to-sap`",
  description,
});

export const camelName = (description: string): Schema => ({
  type: "string",
  pattern: `^${camel}$`,
  maxLength: 100,
  "x-error": "a camelCase name such as `createSalesOrder`",
  description,
});

/** Names that expressions and modules use as they are. */
export const camelKeys: Schema = {
  pattern: `^${camel}$`,
  "x-error": "a camelCase name such as `createSalesOrder`",
};

export const kebabKeys: Schema = { pattern: `^${kebab}$`, "x-error": "a kebab-case name such as `sap`" };

/** Of domains, classes and environments, which are written either way. */
export const wordKeys: Schema = {
  pattern: "^[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$",
  "x-error": "a name that begins with a small letter, such as `finance`",
};

export const text = (description: string): Schema => ({ type: "string", minLength: 1, description });

export const reference = (description: string, examples: readonly string[]): Schema => ({
  type: "string",
  minLength: 1,
  description,
  examples,
});

export const contractReference = (description: string): Schema => ({
  type: "string",
  pattern: `^${kebab}@[0-9]+$`,
  "x-error": "a contract and its major version, such as `order@2`",
  description,
});

export const expression = (description: string): Schema => ({
  type: "string",
  pattern: "^=(?!=)",
  "x-error": "an expression, which begins with `=`",
  description,
});

export const duration = (description: string): Schema => ({
  type: "string",
  pattern: "^[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d)$",
  "x-error": "a duration such as `250ms`, `10s`, `5m`, `4h` or `30d`",
  description,
});

export const rate = (description: string): Schema => ({
  type: "string",
  // Not nothing at all: work that may never be done is a mistake.
  pattern: "^(?=[0-9.]*[1-9])[0-9]+(?:\\.[0-9]+)?/(?:s|m|h|d)$",
  "x-error": "a rate such as `40/s`, `600/m` or `5000/h`",
  description,
});

export const date = (description: string): Schema => ({
  type: "string",
  pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
  "x-error": "a date such as `2027-06-30`",
  description,
});

export const diagnosticCode = (description: string): Schema => ({
  type: "string",
  pattern: "^WB[0-9]{4}$",
  "x-error": "a diagnostic's code such as `WB2203`",
  description,
});

/** A constant or an expression, read later against the type that is wanted. */
export const value = (description: string): Schema => ({ "x-waybill": "value", description });

/** An inline JSON Schema or a `$ref`. */
export const schema = (description: string): Schema => ({ "x-waybill": "value", description });

export const secret = (description: string): Schema => kebabName(description);

export const word = (values: readonly string[], description: string): Schema => ({
  enum: values,
  description,
});

export const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  description: string,
): Schema => ({ type: "object", additionalProperties: false, required, properties, description });

export const mapOf = (values: Schema, description: string, propertyNames?: Schema): Schema => ({
  type: "object",
  additionalProperties: values,
  ...(propertyNames && { propertyNames }),
  description,
});

export const listOf = (items: Schema, description: string, minItems = 0): Schema => ({
  type: "array",
  items,
  ...(minItems > 0 && { minItems }),
  description,
});

/** What a later version brings: taken whole, and told in one diagnostic. */
export const later = (description: string, until: string): Schema => ({
  "x-waybill": "value",
  "x-later": until,
  description,
});

export const cpuQuantity = (description: string) => ({
  type: "string",
  pattern: "^[0-9]+(?:\\.[0-9]+)?m?$",
  "x-error": "a quantity such as `250m`",
  description,
});

export const memoryQuantity = (description: string) => ({
  type: "string",
  pattern: "^[0-9]+(?:\\.[0-9]+)?(?:[KMGT]i?)?$",
  "x-error": "a quantity such as `256Mi`",
  description,
});
