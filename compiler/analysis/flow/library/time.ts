import { shortText } from "../shapes.ts";
import { derived, reshaped, told, type Value } from "../value.ts";
import { durationArgument, patternArgument, zoneArgument } from "./argument.ts";
import { type Call, type LibraryRules, literalText, textOf } from "./rule.ts";

/** Points in time and calendar dates: which of the two a value is. */
export const timeRules: LibraryRules = {
  instant: (call) => {
    const value = call.argument(0);
    if (formatOf(value) === "date")
      note(
        call,
        "date-as-instant",
        "is a calendar date: it has neither a time nor a zone, and is no point in time.",
        (text) => `Say where its day begins: \`startOfDay(${text}, "Europe/Amsterdam")\`.`,
      );
    return reshaped(value, { kind: "instant" });
  },
  instantIn: (call) => {
    zoneArgument(call, 1);
    if (formatOf(call.argument(0)) === "date-time")
      note(
        call,
        "zone-dropped",
        "has an offset of its own, which a zone would contradict: every message is refused.",
        (text) => `Write \`instant(${text})\`.`,
      );
    return reshaped(call.argument(0), { kind: "instant" });
  },
  fromEpochSeconds: ({ argument }) => reshaped(argument(0), { kind: "instant" }),
  fromEpochMillis: ({ argument }) => reshaped(argument(0), { kind: "instant" }),
  epochSeconds: ({ argument }) => reshaped(argument(0), { kind: "integer" }),
  epochMillis: ({ argument }) => reshaped(argument(0), { kind: "integer" }),
  utc: ({ argument }) => argument(0),
  later: (call) => {
    durationArgument(call, 1);
    return derived([call.argument(0)], { kind: "instant" }, call.argument(0).missing);
  },
  isBefore: compared,
  isAfter: compared,
  sameInstant: compared,
  hoursBetween: ({ argument }) =>
    derived(
      [argument(0), argument(1)],
      { kind: "decimal", wire: "text" },
      argument(0).missing || argument(1).missing,
    ),
  date: (call) => onDate(call),
  dateFrom: ({ argument }) => reshaped(argument(0), date),
  dateIn: (call) => {
    zoneArgument(call, 1);
    return derived([call.argument(0)], date, call.argument(0).missing);
  },
  timeIn: (call) => {
    zoneArgument(call, 1);
    return derived([call.argument(0)], textOf(8, { format: "time-of-day" }), call.argument(0).missing);
  },
  formatInstant: (call) => {
    patternArgument(call, 1);
    zoneArgument(call, 2);
    const pattern = literalText(call.argument(1))?.replaceAll("XXX", "+00:00").replaceAll("'", "");
    const shape = pattern === undefined ? shortText : textOf(pattern.length);
    return derived([call.argument(0)], shape, call.argument(0).missing);
  },
  addDays: (call) => onDate(call),
  daysBetween: ({ argument }) =>
    derived([argument(0), argument(1)], { kind: "integer" }, argument(0).missing || argument(1).missing),
  startOfDay: (call) => {
    zoneArgument(call, 1);
    return reshaped(onDate(call), { kind: "instant" });
  },
  fromSapDate: ({ argument }) => reshaped(argument(0), { kind: "instant" }),
  toSapDate: ({ argument }) => reshaped(argument(0), shortText),
};

const date = textOf(10, { format: "date" });

function compared({ argument }: Call): Value {
  return told([argument(0), argument(1)], { kind: "boolean" }, argument(0).missing || argument(1).missing);
}

/** A function of calendar dates that is given a point in time. */
function onDate(call: Call): Value {
  const value = call.argument(0);
  if (formatOf(value) === "date-time")
    note(
      call,
      "zone-dropped",
      `is a point in time, and \`${call.name}\` takes a calendar date: which one it is depends on the zone.`,
      (text) => `Say whose clock is meant: \`dateIn(instant(${text}), "Europe/Amsterdam")\`.`,
    );
  return reshaped(value, date);
}

function formatOf({ shape }: Value): string | undefined {
  if (shape.kind !== "text") return undefined;
  const literal = shape.values?.every((text) => /^\d{4}-\d\d-\d\d$/.test(text)) ? "date" : undefined;
  return shape.format ?? literal;
}

function note(
  { node, scope }: Call,
  kind: "date-as-instant" | "zone-dropped",
  message: string,
  help: (text: string) => string,
): void {
  const [argument] = node.arguments;
  const text = argument ? scope.text(argument) : "…";
  scope.note({ kind, node: argument ?? node, message: `\`${text}\` ${message}`, help: help(text) });
}
