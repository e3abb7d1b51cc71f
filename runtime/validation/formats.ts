import ajvFormats from "ajv-formats/dist/formats.js";

/** A `format` of text: whether a text is of it. */
export type FormatTest = RegExp | ((text: string) => boolean);

/**
 * The formats that contracts are held to: those of JSON Schema, and `decimal`, plain decimal text. Any other is a note to the
 * reader, as JSON Schema has it.
 */
const kept = [
  "date",
  "time",
  "date-time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "json-pointer",
  "regex",
  "relative-json-pointer",
  "uri",
  "uri-reference",
  "uri-template",
  "uuid",
] as const;

export const formats: Readonly<Record<string, FormatTest>> = {
  ...Object.fromEntries(kept.map((name) => [name, testOf(ajvFormats.fullFormats[name])])),
  decimal: /^-?\d{1,1000}(?:\.\d{1,1000})?$/,
};

/** A format of the library is a regular expression, a function, or an object that holds one of them. */
function testOf(definition: unknown): FormatTest {
  const test =
    typeof definition === "object" && definition !== null && "validate" in definition
      ? definition.validate
      : definition;
  if (test instanceof RegExp) return test;
  if (typeof test === "function") return (text) => test(text) === true;
  throw new Error("A format is neither a regular expression nor a function.");
}
