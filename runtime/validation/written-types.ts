import type { Validator } from "../contract/validator.ts";

type ValidationError = NonNullable<Validator<unknown>["errors"]>[number];
type Holder = Record<string, unknown>;

/** A validator may stop at its first error, so that every round mends one; a body that needs more rounds is refused as it is. */
const mostRounds = 10_000;

/**
 * Validates what was read from XML or a form, where every value is text, a list of one is written as its item, and an empty element
 * has no type. What the validator wants as a number, a boolean or a list becomes one, in place; text that is none is left for
 * the error. Returns whether the value is valid in the end; `validate.errors` are of the last call.
 */
export function validateWritten(value: unknown, validate: Validator<unknown>): boolean {
  for (let round = 0; round < mostRounds; round += 1) {
    if (validate(value)) return true;
    const mended = (validate.errors ?? []).filter((error) => mend(value, error));
    if (mended.length === 0) return false;
  }
  return false;
}

function mend(value: unknown, { keyword, instancePath, params }: ValidationError): boolean {
  if (keyword !== "type") return false;
  const path = instancePath
    .split("/")
    .slice(1)
    .map((word) => word.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = path.pop();
  const holder = path.reduce<unknown>((at, word) => (isHolder(at) ? at[word] : undefined), value);
  if (name === undefined || !isHolder(holder) || !Object.hasOwn(holder, name)) return false;
  const found = [params["type"]].flat().flatMap((type) => readAs(type, holder[name]));
  if (found.length === 0) return false;
  holder[name] = found[0];
  return true;
}

/** The value as that type, in a list; an empty one where it cannot be read so. */
function readAs(type: unknown, value: unknown): readonly unknown[] {
  if (type === "array") return Array.isArray(value) ? [] : [value === "" ? [] : [value]];
  if (type === "object") return value === "" ? [{}] : [];
  if (type === "null") return value === "" ? [null] : [];
  if (typeof value !== "string") return [];
  if (type === "boolean") return value === "true" || value === "false" ? [value === "true"] : [];
  if (type === "integer" || type === "number") return isPlainNumber(value) ? [Number(value)] : [];
  return [];
}

/** Written as JSON writes numbers, of no more digits than a double keeps. */
function isPlainNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replaceAll(/[-.]/g, "").length <= 15;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}
