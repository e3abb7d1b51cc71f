import type { Shape } from "../../../schema/shape.ts";
import { joined, listOf } from "../methods.ts";
import { isUnlimited, longest, shortText, textMadeOf } from "../shapes.ts";
import { derived, reshaped, told, type Value } from "../value.ts";
import { type Call, type LibraryRules, literalNumber, literalText, textOf } from "./rule.ts";

/** What is done to text: how long it may be afterwards. */
export const textRules: LibraryRules = {
  text: ({ argument }) => {
    const value = argument(0);
    if (value.shape.kind === "instant") return reshaped(value, textOf(undefined, { format: "date-time" }));
    return value.shape.kind === "text" ? value : reshaped(value, textMadeOf([value]));
  },
  odataText: ({ argument }) =>
    derived([argument(0)], textMadeOf([argument(0), argument(0)]), argument(0).missing),
  truncate: (call) => cut(call, literalNumber(call.argument(1)), 1),
  blankToMissing: ({ argument }) => respelt(argument(0), (text) => text.trim(), true),
  trim: ({ argument }) => respelt(argument(0), (text) => text.trim()),
  upper: ({ argument }) =>
    inCase(
      "upper-case",
      respelt(argument(0), (text) => text.toUpperCase()),
    ),
  lower: ({ argument }) =>
    inCase(
      "lower-case",
      respelt(argument(0), (text) => text.toLowerCase()),
    ),
  withoutLeadingZeros: ({ argument }) => respelt(argument(0), (text) => text.replace(/^0+(?=.)/, "")),
  contains: test,
  startsWith: test,
  endsWith: test,
  isDigits: test,
  lengthOf: ({ argument }) => {
    const maximum = longest(argument(0).shape);
    return told(
      [argument(0)],
      { kind: "integer", minimum: 0, ...(maximum !== undefined && { maximum }) },
      argument(0).missing,
    );
  },
  split: (call) => {
    if (/[T ]/.test(literalText(call.argument(1)) ?? "")) zoneDropped(call);
    const value = call.argument(0);
    return listOf(value, derived([value], textMadeOf([value])), 1);
  },
  join: ({ argument }) => joined(argument(0), argument(1)),
  replace: ({ argument }) => {
    const [value, part, by] = [argument(0), literalText(argument(1)), literalText(argument(2))];
    const shorter = part !== undefined && by !== undefined && by.length <= part.length;
    return derived([value, argument(2)], shorter ? textMadeOf([value]) : grown([value]), value.missing);
  },
  padStart: padded,
  padEnd: padded,
  before: (call) => {
    if (/[T ]/.test(literalText(call.argument(1)) ?? "")) zoneDropped(call);
    return derived([call.argument(0)], textMadeOf([call.argument(0)]), call.argument(0).missing);
  },
  after: ({ argument }) => derived([argument(0)], textMadeOf([argument(0)]), true),
  substring: (call) => {
    const [start, end] = [literalNumber(call.argument(1)), literalNumber(call.argument(2))];
    return cut(
      call,
      start === undefined || end === undefined || end < 0 ? undefined : Math.max(end - start, 0),
      start ?? 0,
    );
  },
};

function test({ argument }: Call) {
  return told([argument(0), argument(1)], { kind: "boolean" }, argument(0).missing);
}

/** The text in another spelling: what it says, and so where it comes from, is the same. */
function respelt(value: Value, change: (text: string) => string, missing = value.missing): Value {
  const { shape } = value;
  if (shape.kind !== "text") return reshaped(value, textMadeOf([value]), missing);
  const { pattern: _pattern, format, minLength: _minLength, values, ...rest } = shape;
  // Dates and times are written without letters that have a case but `T` and `Z`.
  const kept = format === "date" || format === "date-time" || format === "email" ? { format } : {};
  const length = longest(shape);
  return reshaped(
    value,
    {
      ...rest,
      ...kept,
      ...(length !== undefined && { maxLength: length }),
      ...(values && { values: [...new Set(values.map(change))] }),
    },
    missing,
  );
}

/** Text that has letters of one case only. */
function inCase(format: string, value: Value): Value {
  const { shape } = value;
  return shape.kind === "text" && shape.format === undefined
    ? { ...value, shape: { ...shape, format } }
    : value;
}

/** At most so many characters of it. */
function cut(call: Call, length: number | undefined, start: number): Value {
  const value = call.argument(0);
  if (length !== undefined && length + start <= 20 && length < 20) zoneDropped(call);
  const known = longest(value.shape);
  const most = length === undefined ? known : Math.min(length, known ?? Infinity);
  const whole = length !== undefined && known !== undefined && length >= known && start <= 1;
  return whole
    ? value
    : {
        ...reshaped(value, most === undefined ? textMadeOf([value]) : textOf(most)),
        copied: value.copied && call.name === "truncate",
      };
}

function padded({ argument }: Call): Value {
  const [value, length] = [argument(0), literalNumber(argument(1))];
  const known = longest(value.shape);
  const most = length === undefined || known === undefined ? undefined : Math.max(length, known);
  return reshaped(value, most === undefined ? grown([value]) : textOf(most));
}

/** Longer than what it is made of, and nobody knows by how much. */
function grown(parts: readonly Value[]): Shape {
  return parts.some(isUnlimited) ? textOf(undefined) : shortText;
}

/** A text of a date, a time and an offset loses the offset where only its beginning is kept. */
function zoneDropped({ argument, node, scope }: Call): void {
  const { shape } = argument(0);
  if (shape.kind !== "text" || shape.format !== "date-time") return;
  const text = node.arguments[0] ? scope.text(node.arguments[0]) : "…";
  scope.note({
    kind: "zone-dropped",
    node,
    message: `\`${text}\` is a point in time, and cutting its text drops the zone: near midnight the date is another one elsewhere.`,
    help: `Say whose clock is meant: \`dateIn(${instantText(text)}, "Europe/Amsterdam")\`.`,
  });
}

/** The point in time itself, where it was made text only to be cut. */
function instantText(text: string): string {
  return /^text\(([\w.?]+)\)$/.exec(text)?.[1] ?? `instant(${text})`;
}
