import type { Json } from "../contract/json.ts";
import { sameNumber } from "../library/json.ts";
import { isRawNumber } from "../library/raw-number.ts";

/** One way in which what came differs from what was said. */
export interface Difference {
  /** `lines[0].net.amount`; empty for the whole. */
  readonly path: string;
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
}

/**
 * How `actual` differs from `expected`. Lists have the same length and order. `partial`: an object may have more than is said
 * (bodies of calls and events); else it may not (results of mappings).
 */
export function differences(
  expected: Json | undefined,
  actual: Json | undefined,
  mode: "partial" | "exact",
  path = "",
): Difference[] {
  if (isList(expected) && isList(actual)) return inList(expected, actual, mode, path);
  if (isObject(expected) && isObject(actual)) return inObject(expected, actual, mode, path);
  return isSame(expected, actual) || sameDecimal(expected, actual) ? [] : [{ path, expected, actual }];
}

function inList(
  expected: readonly Json[],
  actual: readonly Json[],
  mode: "partial" | "exact",
  path: string,
): Difference[] {
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, index) =>
    differences(expected[index], actual[index], mode, `${path}[${index}]`),
  ).flat();
}

function inObject(
  expected: JsonObject,
  actual: JsonObject,
  mode: "partial" | "exact",
  path: string,
): Difference[] {
  const names =
    mode === "partial"
      ? Object.keys(expected)
      : [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  return names.flatMap((name) =>
    differences(expected[name], actual[name], mode, path ? `${path}.${name}` : name),
  );
}

type JsonObject = { readonly [key: string]: Json | undefined };

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

/** A number with more digits than a double keeps is equal by all of them. */
function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (Object.is(left, right)) return true;
  const [one, other] = [numberText(left), numberText(right)];
  return one !== undefined && other !== undefined && sameNumber(one, other);
}

function numberText(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return isRawNumber(value) ? value.rawJSON : undefined;
}

/** `lines[0].net.amount: expected "199.00", got "199.01"`, at most ten. */
export function describe(found: readonly Difference[]): string {
  const lines = found
    .slice(0, 10)
    .map(
      (difference) =>
        `${difference.path || "the whole"}: expected ${shown(difference.expected)}, got ${shown(difference.actual)}`,
    );
  return [...lines, ...(found.length > 10 ? [`and ${found.length - 10} more`] : [])].join("\n");
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** Decimals in text are equal by value: "2.50" and "2.5". Text with leading zeros is a code, not an amount. */
function sameDecimal(left: Json | undefined, right: Json | undefined): boolean {
  return (
    typeof left === "string" &&
    typeof right === "string" &&
    plain(left) !== undefined &&
    plain(left) === plain(right)
  );
}

function plain(text: string): string | undefined {
  const found = /^(-?(?:0|[1-9]\d*))(?:\.(\d+))?$/.exec(text);
  if (!found) return undefined;
  const fraction = (found[2] ?? "").replace(/0+$/, "");
  return fraction === "" ? (found[1] ?? "").replace(/^-0$/, "0") : `${found[1] ?? ""}.${fraction}`;
}
