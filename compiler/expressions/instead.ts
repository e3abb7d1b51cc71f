/** What people reach for in JavaScript, SQL, spreadsheets and other tools, and what stands for it here. */

/** Methods of text and lists. */
export const methodInstead: Readonly<Record<string, string>> = {
  toUpperCase: "upper(…)",
  toLowerCase: "lower(…)",
  trim: "trim(…)",
  split: "split(…)",
  replace: "replace(…)",
  replaceAll: "replace(…)",
  startsWith: "startsWith(…)",
  endsWith: "endsWith(…)",
  includes: "contains(…)",
  padStart: "padStart(…)",
  padEnd: "padEnd(…)",
  substring: "substring(…)",
  substr: "substring(…)",
  slice: "substring(…)",
  toString: "text(…)",
  reduce: "sum(…)",
  sort: "sortBy(…)",
  toSorted: "sortBy(…)",
  reverse: "reverse(…)",
  at: "first(…) or last(…)",
  indexOf: "includes(…)",
};

const missing = "`a ?? b`: the other value where the first is missing";
const condition = "`condition ? one : other`";
const whole = "`integer(…)`, which reads text as a whole number";
const exact = "`decimal(…)`, which reads text exactly";
const asText = "`text(…)`";
const clock = "`message.time` in a route: expressions have no clock, so that a repetition makes the same";

/** Functions, by their name in lower case. */
export const functionInstead: ReadonlyMap<string, string> = new Map([
  ["string", asText],
  ["str", asText],
  ["tostring", asText],
  ["number", exact],
  ["float", exact],
  ["parsefloat", exact],
  ["todecimal", exact],
  ["int", whole],
  ["parseint", whole],
  ["toint", whole],
  ["tonumber", exact],
  ["coalesce", missing],
  ["nvl", missing],
  ["ifnull", missing],
  ["isnull", "`present(…)`, or `a == null`"],
  ["isempty", "`present(…)`, or `list.length == 0`"],
  ["exists", "`present(…)`"],
  ["if", condition],
  ["iif", condition],
  ["concat", "a template: `${a}${b}` between backticks"],
  ["len", "`lengthOf(…)` of a text, `.length` of a list"],
  ["length", "`lengthOf(…)` of a text, `.length` of a list"],
  ["size", "`lengthOf(…)` of a text, `.length` of a list"],
  ["now", clock],
  ["today", clock],
  ["getdate", clock],
  ["date_format", "`formatInstant(…)`"],
  ["todate", "`date(…)`, or `instant(…)` of a date and time"],
  ["parsedate", "`dateFrom(…)`, or `instant(…)` of a date and time"],
  ["abs", "`absolute(…)`"],
  ["min", "`minimum(a, b)`"],
  ["max", "`maximum(a, b)`"],
  ["floor", '`round(…, 0, "floor")`'],
  ["ceil", '`round(…, 0, "ceiling")`'],
  ["ceiling", '`round(…, 0, "ceiling")`'],
  ["toupper", "`upper(…)`"],
  ["uppercase", "`upper(…)`"],
  ["tolower", "`lower(…)`"],
  ["lowercase", "`lower(…)`"],
  ["left", "`truncate(…)`, or `substring(…)`"],
  ["mid", "`substring(…)`"],
  ["distinct", "`unique(…)`"],
  ["any", "`list.some(item => …)`"],
  ["all", "`list.every(item => …)`"],
]);
