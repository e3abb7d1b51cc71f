import type { Area } from "../entry.ts";

/** WB2200 to WB2299: mappings, and every other value that is read against a schema. */
export const mapping = {
  WB2201: {
    name: "unknown-target-field",
    severity: "error",
    title: "A value is given for a field that the target does not have.",
  },
  WB2202: {
    name: "required-field-left-out",
    severity: "error",
    title: "The target requires a field that nobody gives.",
  },
  WB2203: {
    name: "enum-value-without-counterpart",
    severity: "error",
    title: "A value that the source can have has no case in a match.",
  },
  WB2204: {
    name: "impossible-case",
    severity: "error",
    title: "A match has a case for a value that the source never has.",
  },
  WB2205: {
    name: "match-without-otherwise",
    severity: "error",
    title: "A match over values that nothing limits does not say what all others become.",
  },
  WB2206: {
    name: "missing-into-required",
    severity: "error",
    title: "A value that may be missing is given for a required field.",
  },
  WB2207: {
    name: "constant-does-not-fit",
    severity: "error",
    title: "A constant is not what its field's type wants.",
  },
  WB2208: {
    name: "constant-not-in-enum",
    severity: "error",
    title: "A constant is not among the values that its field can have.",
  },
  WB2209: {
    name: "constant-too-long",
    severity: "error",
    title: "A text is longer than its field.",
  },
  WB2210: {
    name: "text-longer-than-target",
    severity: "warning",
    title: "A text may be longer than the field it goes into.",
  },
  WB2211: {
    name: "list-or-item",
    severity: "error",
    title: "A list, an object or a single value is given where another of the three is wanted.",
  },
  WB2212: {
    name: "malformed-field",
    severity: "error",
    title: "A field has a word too many, too few, or misspelt.",
  },
  WB2213: {
    name: "unknown-crosswalk-system",
    severity: "error",
    title: "A lookup names a system that its crosswalk does not have.",
  },
  WB2214: {
    name: "mapping-cannot-wait",
    severity: "error",
    title: "A lookup in a mapping is to wait for a missing row.",
  },
  WB2215: {
    name: "lookup-gives-text",
    severity: "error",
    title: "A lookup stands where something other than text is wanted.",
  },
  WB2216: {
    name: "name-is-taken",
    severity: "error",
    title: "A name in a mapping is one that expressions use for something else.",
  },
  WB2217: {
    name: "expression-without-equals",
    severity: "warning",
    title: "A constant text looks like an expression without its `=`.",
  },
  WB2218: {
    name: "counterpart-passed-over",
    severity: "warning",
    title: "A value becomes another one, although the target has the same one too.",
  },
  WB2219: {
    name: "number-does-not-fit",
    severity: "warning",
    title: "A number may be outside the range of the field it goes into.",
  },
  WB2220: {
    name: "decimal-places-lost",
    severity: "warning",
    title: "An amount may have more decimal places than the field it goes into.",
  },
  WB2221: {
    name: "empty-list-into-required",
    severity: "warning",
    title: "A list may have fewer items than its target wants.",
  },
  WB2222: {
    name: "unit-mismatch",
    severity: "error",
    title: "Quantities of two units are put together.",
  },
  WB2223: {
    name: "date-read-as-instant",
    severity: "error",
    title: "A calendar date stands where a point in time is wanted.",
  },
  WB2224: {
    name: "zone-dropped",
    severity: "error",
    title: "A point in time becomes a date without saying in which zone.",
  },
  WB2225: {
    name: "key-may-be-missing",
    severity: "warning",
    title: "A key is built from a field that may be missing.",
  },
  WB2226: {
    name: "text-does-not-match",
    severity: "error",
    title: "A text in an expression is one that its field never takes.",
  },
  WB2227: {
    name: "argument-never-accepted",
    severity: "error",
    title: "A function is given a word that it never accepts.",
  },
  WB2228: {
    name: "currencies-may-differ",
    severity: "warning",
    title: "Amounts in the currencies of two fields are put together.",
  },
  WB2229: {
    name: "value-never-arises",
    severity: "warning",
    title: "A value of the target is one that nothing ever becomes.",
  },
  WB2230: {
    name: "unlimited-into-limited",
    severity: "warning",
    title: "A value that nothing limits goes into a field that is limited.",
  },
  WB2231: {
    name: "crosswalk-code-does-not-fit",
    severity: "error",
    title: "A lookup's table has codes that its field never takes.",
  },
  WB2232: {
    name: "currency-written-out",
    severity: "info",
    title: "An amount's currency is written out, though its source says which it is.",
  },
  WB2233: {
    name: "no-inverse",
    severity: "error",
    title: "A mapping is declared as the inverse of one whose way it does not go back.",
  },
  WB2234: {
    name: "round-trip-changes",
    severity: "warning",
    title: "A field that goes out by a mapping comes back by its inverse as another one.",
  },
  WB2235: {
    name: "round-trip-loses",
    severity: "warning",
    title: "A field does not come back by a mapping's inverse, or comes back as less than it was.",
  },
} as const satisfies Area;
