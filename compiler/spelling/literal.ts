import { isIdentifier } from "./names.ts";

/** The one place that turns data into literals and comments of generated code. Spec text is data: nothing of it can end a literal or a comment. */

/** Invisible, direction-changing and line-ending characters, which would make source read other than it runs. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|[\ud800-\udfff]/gu;

/** A string literal in the quotes that need fewer escapes, double ones by preference. */
export function textLiteral(text: string): string {
  const double = text.split('"').length;
  const single = text.split("'").length;
  const quote = double > single ? "'" : '"';
  const body = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(quote, `\\${quote}`)
    .replace(hidden, escapeCharacter);
  return quote + body + quote;
}

/** Text between the backticks and holes of a template: nothing of it can end the template or open a hole. */
export function templateText(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    .replace(hidden, escapeCharacter);
}

/** A number that reads back as exactly this one. NaN and infinities are not data. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be written as a literal.`);
  return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
}

/** A scalar of JSON; an integer beyond a double's range keeps all its digits as raw JSON. */
export function scalarLiteral(value: string | number | boolean | bigint | null): string {
  if (typeof value === "string") return textLiteral(value);
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value))
      ? String(value)
      : `JSON.rawJSON(${textLiteral(String(value))})`;
  return String(value);
}

/** A key of an object literal. `__proto__` is computed, for in any other spelling it would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) ? name : textLiteral(name);
}

/** A key of an interface or type literal, where `__proto__` is a name like any other. */
export function typeKey(name: string): string {
  return isIdentifier(name) ? name : textLiteral(name);
}

/** `.name`, or `["name"]` where it is not an identifier. */
export function access(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${textLiteral(name)}]`;
}

/** Text for a comment: one line, nothing hidden, no end of the comment. */
export function commentText(text: string): string {
  return lineText(text).replaceAll("*/", "*\\/");
}

/** Text on one line, with nothing hidden. */
export function lineText(text: string): string {
  return text.replace(/\s+/gu, " ").replace(hidden, escapeCharacter).trim();
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
