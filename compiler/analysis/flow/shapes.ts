import type { DecimalShape, NumberShape, Shape, TextShape } from "../../schema/shape.ts";
import { currencyOf, keyOf } from "./currency.ts";
import { fieldsOf, optionsOf, plain, union, type Value } from "./value.ts";

/** One or the other of two values, as of `a ?? b` and `c ? a : b`: what is true of both. */
export function either(left: Value, right: Value): Value {
  if (left.shape.kind === "null") return { ...right, missing: true };
  if (right.shape.kind === "null") return { ...left, missing: true };
  const same = left.set === right.set && left.shape === right.shape;
  const members = eitherMembers(left, right);
  const item = left.item && right.item && either(left.item, right.item);
  const currency = sameCurrency(left, right);
  return {
    shape: same ? left.shape : inUnit(hull(left.shape, right.shape), left, right),
    set: left.set === right.set || right.origins.length === 0 ? left.set : right.set,
    missing: left.missing || right.missing,
    origins: fieldsOf([left.origins, right.origins]),
    copied: (left.copied || left.origins.length === 0) && (right.copied || right.origins.length === 0),
    chosenBy: fieldsOf([left.chosenBy, right.chosenBy]),
    personal: union(left.personal, right.personal),
    ...(members && { members }),
    ...(item && { item }),
    ...(currency && { currency }),
    options: [...(left.options ?? [left]), ...(right.options ?? [right])],
  };
}

/** Of a number that is written out nothing says what it counts: the same as the other. */
function inUnit(shape: Shape, left: Value, right: Value): Shape {
  const written = [left, right].find(({ origins, chosenBy }) => origins.length + chosenBy.length === 0);
  const unit = written && (written === left ? right : left).shape.unit;
  return unit === undefined || written?.shape.unit !== undefined ? shape : { ...shape, unit };
}

/** Of an amount that is written out nothing says its currency: it is that of the other. */
function sameCurrency(left: Value, right: Value): Value["currency"] {
  const [one, other] = [currencyOf(left), currencyOf(right)];
  if (!one || !other) return left.origins.length === 0 ? other : right.origins.length === 0 ? one : undefined;
  return keyOf(one) === keyOf(other) ? one : undefined;
}

function eitherMembers(left: Value, right: Value): ReadonlyMap<string, Value> | undefined {
  if (!left.members || !right.members) return undefined;
  const names = new Set([...left.members.keys(), ...right.members.keys()]);
  const absent = plain({ kind: "null" }, true);
  return new Map(
    [...names].map((name) => [
      name,
      either(left.members?.get(name) ?? absent, right.members?.get(name) ?? absent),
    ]),
  );
}

/** The narrowest shape that holds what both hold. */
export function hull(left: Shape, right: Shape): Shape {
  if (left === right) return left;
  const unit = left.unit === right.unit && left.unit !== undefined ? { unit: left.unit } : {};
  if (left.kind === "text" && right.kind === "text") return { ...texts(left, right), ...unit };
  if (isAmount(left) && isAmount(right)) return { ...amounts(left, right), ...unit };
  if (left.kind === "list" && right.kind === "list")
    return {
      kind: "list",
      items:
        left.items.kind === "any"
          ? right.items
          : right.items.kind === "any"
            ? left.items
            : hull(left.items, right.items),
      minItems: Math.min(left.minItems ?? 0, right.minItems ?? 0),
      ...(left.maxItems !== undefined &&
        right.maxItems !== undefined && { maxItems: Math.max(left.maxItems, right.maxItems) }),
    };
  if (left.kind === "money" && right.kind === "money")
    return left.currency === right.currency ? left : { kind: "money" };
  if (left.kind === right.kind && ["instant", "boolean", "null"].includes(left.kind))
    return { kind: left.kind } as Shape;
  return { kind: "any" };
}

function texts(left: TextShape, right: TextShape): TextShape {
  const values = left.values && right.values && [...new Set([...left.values, ...right.values])];
  const [short, long] = [longest(left), longest(right)];
  return {
    kind: "text",
    ...(values && { values }),
    ...(short !== undefined && long !== undefined && { maxLength: Math.max(short, long) }),
    ...(left.format === right.format && left.format !== undefined && { format: left.format }),
  };
}

export type Amount = DecimalShape | NumberShape;

export function isAmount(shape: Shape): shape is Amount {
  return shape.kind === "decimal" || shape.kind === "integer" || shape.kind === "number";
}

function amounts(left: Amount, right: Amount): Amount {
  const { minimum, maximum, places } = limits([left, right]);
  const range = {
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(places !== undefined && { places }),
  };
  if (left.kind === "integer" && right.kind === "integer") return { kind: "integer", ...range };
  if (left.kind === "decimal" || right.kind === "decimal") return { kind: "decimal", wire: "text", ...range };
  return { kind: "number", ...range };
}

interface Limits {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly places: number | undefined;
}

/** What all of them keep to. */
export function limits(shapes: readonly Amount[]): Limits {
  const all = (pick: (shape: Amount) => number | undefined, of: (...numbers: number[]) => number) => {
    const found = shapes.map(pick);
    return found.every((each) => each !== undefined) ? of(...found) : undefined;
  };
  return {
    minimum: all(lowest, Math.min),
    maximum: all(highest, Math.max),
    places: all(placesOf, Math.max),
  };
}

/** The least value that it may have; undefined: nothing says. */
export function lowest(shape: Amount): number | undefined {
  const values = shape.kind === "decimal" ? undefined : shape.values;
  return values && values.length > 0 ? Math.min(...values) : shape.minimum;
}

/** The greatest value that it may have; undefined: nothing says. */
export function highest(shape: Amount): number | undefined {
  const values = shape.kind === "decimal" ? undefined : shape.values;
  return values && values.length > 0 ? Math.max(...values) : shape.maximum;
}

export interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Operation = "plus" | "minus" | "times";

/** The range of what is computed from two amounts; an end that nothing bounds is left out. */
export function spanned(operation: Operation, left: Amount, right: Amount): Bounds {
  const [a, b] = [left, right].map(
    (shape) => [lowest(shape) ?? -Infinity, highest(shape) ?? Infinity] as const,
  );
  const [[low, high], [from, to]] = [a ?? unbounded, b ?? unbounded];
  if (operation === "plus") return bounds(low + from, high + to);
  if (operation === "minus") return bounds(low - to, high - from);
  // Nothing times anything is nothing.
  const corners = [low * from, low * to, high * from, high * to].map((one) => (Number.isNaN(one) ? 0 : one));
  return bounds(Math.min(...corners), Math.max(...corners));
}

const unbounded = [-Infinity, Infinity] as const;

/** Doubles of decimals, without the last digit, which is not theirs. */
export function bounds(low: number, high: number): Bounds {
  return {
    ...(Number.isFinite(low) && { minimum: Number(low.toPrecision(15)) }),
    ...(Number.isFinite(high) && { maximum: Number(high.toPrecision(15)) }),
  };
}

/** Decimal places at most; undefined where nothing bounds them. */
export function placesOf(shape: Amount): number | undefined {
  if (shape.kind === "integer") return 0;
  if (shape.kind === "number" && shape.values)
    return Math.max(...shape.values.map((value) => String(value).split(".")[1]?.length ?? 0));
  return shape.places;
}

/** A text read as an amount: of literals their digits are known. */
export function amountOf(shape: Shape): Amount {
  if (isAmount(shape)) return shape;
  const decimal: DecimalShape = {
    kind: "decimal",
    wire: "text",
    ...(shape.unit !== undefined && { unit: shape.unit }),
  };
  if (shape.kind !== "text" || !shape.values?.every((value) => /^-?\d+(?:\.\d+)?$/.test(value)))
    return decimal;
  const numbers = shape.values.map(Number);
  return {
    ...decimal,
    minimum: Math.min(...numbers),
    maximum: Math.max(...numbers),
    places: Math.max(...shape.values.map((value) => value.split(".")[1]?.length ?? 0)),
  };
}

/** Characters (code points) of the longest text that a value of this shape is written as; undefined where nothing bounds it. */
export function longest(shape: Shape): number | undefined {
  if (shape.kind === "text") {
    // JSON Schema counts code points.
    // oxlint-disable-next-line typescript/no-misused-spread
    if (shape.values) return Math.max(0, ...shape.values.map((value) => [...value].length));
    return smallest(shape.maxLength, fixedLengths[shape.format ?? ""], lengthOfPattern(shape.pattern));
  }
  if (shape.kind === "integer") return digits(lowest(shape), highest(shape));
  if (shape.kind === "decimal" || shape.kind === "number") {
    const whole = digits(lowest(shape), highest(shape));
    const places = placesOf(shape);
    if (whole === undefined || places === undefined) return undefined;
    return whole + (places > 0 ? places + 1 : 0);
  }
  return shape.kind === "boolean" ? 5 : undefined;
}

/** Text that may have any length: a field without a limit is in it. Text of a number, or of a time, has few characters anyway. */
export function isUnlimited(value: Value): boolean {
  return optionsOf(value).some(
    ({ shape }) =>
      shape.kind === "text" && longest(shape) === undefined && !measuredFormats.has(shape.format ?? ""),
  );
}

const measuredFormats = new Set(["date-time", "time", "duration", "ipv4", "ipv6", "short"]);

/** Text of which nobody counts the characters, because it surely has few. */
export const shortText: TextShape = { kind: "text", format: "short" };

/** A text that is made of others: as long as they allow. */
export function textMadeOf(parts: readonly Value[], more = 0): TextShape {
  const lengths = parts.map(({ shape }) => longest(shape));
  if (lengths.every((length) => length !== undefined))
    return { kind: "text", maxLength: lengths.reduce((sum, length) => sum + length, more) };
  return parts.some(isUnlimited) ? { kind: "text" } : shortText;
}

const fixedLengths: Readonly<Record<string, number>> = { date: 10, uuid: 36 };

function smallest(...numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function digits(low: number | undefined, high: number | undefined): number | undefined {
  if (low === undefined || high === undefined) return undefined;
  const written = (value: number) => BigInt(Math.trunc(value)).toString().length;
  return Number.isFinite(low) && Number.isFinite(high) ? Math.max(written(low), written(high)) : undefined;
}

/**
 * How long a text can be that matches an anchored pattern of classes, literals and bounded repeats (`^[A-Z]{2}-\d{1,6}$`);
 * undefined for any other, which says nothing of the length or is not looked into.
 */
export function lengthOfPattern(pattern: string | undefined): number | undefined {
  const known = pattern === undefined ? undefined : patternLengths.get(pattern);
  if (known !== undefined || pattern === undefined) return known ?? undefined;
  const length = measure(pattern);
  patternLengths.set(pattern, length ?? null);
  return length;
}

/** Whether an anchored pattern wants a letter of this case somewhere (`^[A-Z]{2}$`): a text of the other case never matches it. */
export function wantsLetter(pattern: string, letters: "A-Z" | "a-z"): boolean {
  return new RegExp(`^\\^(?:\\[[^\\]]+\\](?:\\{\\d+(?:,\\d*)?\\})?)*?\\[${letters}\\](?!\\{0|[?*])`).test(
    pattern,
  );
}

const patternLengths = new Map<string, number | null>();

const part = /\[(?:[^\]\\]|\\.)+\]|\\[^0-9bBckpPux]|[A-Za-z0-9 _\-:@#/.]/y;
const repeat = /\{(\d+)(?:,(\d+))?\}|\?/y;

function measure(pattern: string): number | undefined {
  if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) return undefined;
  const end = pattern.length - 1;
  let length = 0;
  for (let at = 1; at < end; ) {
    part.lastIndex = at;
    const found = part.exec(pattern);
    if (!found) return undefined;
    at += found[0].length;
    repeat.lastIndex = at;
    const times = repeat.exec(pattern);
    if (times) at += times[0].length;
    else if (/[*+{(|]/.test(pattern[at] ?? "")) return undefined;
    length += times ? Number(times[2] ?? times[1] ?? 1) : 1;
  }
  return length;
}
