/** The standard library: what expressions and Functions call, and what generated code needs beside it. */
export {
  first,
  last,
  count,
  compact,
  unique,
  groupBy,
  sortBy,
  reverse,
  findBy,
  type Key,
} from "./collection.ts";
export { compare, equal, atLeast, minimum, maximum } from "./compare.ts";
export { lookup, lookupRequired } from "./crosswalk.ts";
export { date, dateFrom, dateIn, timeIn, formatInstant, addDays, daysBetween, startOfDay } from "./date.ts";
export {
  decimal,
  add,
  subtract,
  multiply,
  divide,
  negate,
  absolute,
  round,
  sum,
  decimalText,
} from "./decimal.ts";
export {
  instant,
  instantIn,
  fromEpochSeconds,
  fromEpochMillis,
  epochSeconds,
  epochMillis,
  utc,
  later,
  isBefore,
  isAfter,
  sameInstant,
  hoursBetween,
} from "./instant.ts";
export { parseJson, stringifyJson, hasLongNumbers } from "./json.ts";
export { present, fail, required, own, omitMissing } from "./missing.ts";
export { money, minorUnits, fromMinorUnits } from "./money.ts";
export { jsonNumber, integer, fixed } from "./number.ts";
export { fromSapDate, toSapDate } from "./sap-date.ts";
export * from "./text.ts";
export type {
  Decimal,
  DecimalLike,
  DecimalOrText,
  Instant,
  Integer,
  Json,
  Maybe,
  Money,
  Rounding,
} from "./types.ts";
