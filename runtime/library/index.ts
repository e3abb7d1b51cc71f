/** The standard library: what expressions and Functions call, and what generated code needs beside it. */
export {
  compact,
  count,
  findBy,
  first,
  groupBy,
  type Key,
  last,
  reverse,
  sortBy,
  unique,
} from "./collection.ts";
export { atLeast, compare, equal, maximum, minimum } from "./compare.ts";
export { lookup, lookupRequired } from "./crosswalk.ts";
export { addDays, date, dateFrom, dateIn, daysBetween, formatInstant, startOfDay, timeIn } from "./date.ts";
export {
  absolute,
  add,
  decimal,
  decimalText,
  divide,
  multiply,
  negate,
  round,
  subtract,
  sum,
} from "./decimal.ts";
export {
  epochMillis,
  epochSeconds,
  fromEpochMillis,
  fromEpochSeconds,
  hoursBetween,
  instant,
  instantIn,
  isAfter,
  isBefore,
  later,
  sameInstant,
  utc,
} from "./instant.ts";
export { hasLongNumbers, parseJson, stringifyJson } from "./json.ts";
export { fail, omitMissing, own, present, required } from "./missing.ts";
export { fromMinorUnits, minorUnits, money } from "./money.ts";
export { fixed, integer, jsonNumber } from "./number.ts";
export { notPersonal } from "./personal.ts";
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
