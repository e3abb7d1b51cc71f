// Generated from runtime/library by scripts/generate-library.ts. Edit the library, not this file.

export interface LibraryFunction {
  readonly name: string;
  readonly signature: string;
  readonly summary: string;
  readonly example: string;
  /** Gives a decimal that needs no further conversion to be written as text. */
  readonly givesDecimal: boolean;
}

/** The library as the check program declares it. */
export const libraryDeclarations = "declare function text(value: DecimalOrText | boolean | Instant): string;\ndeclare function text(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined;\ndeclare function odataText(value: DecimalOrText | boolean | Instant): string;\ndeclare function odataText(value: Maybe<DecimalOrText | boolean | Instant>): string | undefined;\ndeclare function truncate(value: string, length: number): string;\ndeclare function truncate(value: Maybe<string>, length: number): string | undefined;\ndeclare function blankToMissing(value: Maybe<string>): string | undefined;\ndeclare function trim(value: string): string;\ndeclare function trim(value: Maybe<string>): string | undefined;\ndeclare function upper(value: string): string;\ndeclare function upper(value: Maybe<string>): string | undefined;\ndeclare function lower(value: string): string;\ndeclare function lower(value: Maybe<string>): string | undefined;\ndeclare function contains(value: string, part: string): boolean;\ndeclare function contains(value: Maybe<string>, part: string): boolean | undefined;\ndeclare function startsWith(value: string, part: string): boolean;\ndeclare function startsWith(value: Maybe<string>, part: string): boolean | undefined;\ndeclare function endsWith(value: string, part: string): boolean;\ndeclare function endsWith(value: Maybe<string>, part: string): boolean | undefined;\ndeclare function split(value: string, separator: string): readonly string[];\ndeclare function split(value: Maybe<string>, separator: string): readonly string[] | undefined;\ndeclare function join(values: readonly Maybe<string>[], separator: string): string;\ndeclare function join(values: Maybe<readonly Maybe<string>[]>, separator: string): string | undefined;\ndeclare function replace(value: string, part: string, by: string): string;\ndeclare function replace(value: Maybe<string>, part: string, by: string): string | undefined;\ndeclare function padStart(value: string, length: number, fill: string): string;\ndeclare function padStart(value: Maybe<string>, length: number, fill: string): string | undefined;\ndeclare function padEnd(value: string, length: number, fill: string): string;\ndeclare function padEnd(value: Maybe<string>, length: number, fill: string): string | undefined;\ndeclare function before(value: string, part: string): string;\ndeclare function before(value: Maybe<string>, part: string): string | undefined;\ndeclare function after(value: Maybe<string>, part: string): string | undefined;\ndeclare function substring(value: string, start: number, end?: number): string;\ndeclare function substring(value: Maybe<string>, start: number, end?: number): string | undefined;\ndeclare function withoutLeadingZeros(value: string): string;\ndeclare function withoutLeadingZeros(value: Maybe<string>): string | undefined;\ndeclare function isDigits(value: string): boolean;\ndeclare function isDigits(value: Maybe<string>): boolean | undefined;\ndeclare function lengthOf(value: string): Integer;\ndeclare function lengthOf(value: Maybe<string>): Integer | undefined;\ndeclare function decimal(value: DecimalOrText): Decimal;\ndeclare function decimal(value: Maybe<DecimalOrText>): Decimal | undefined;\ndeclare function add(a: DecimalLike, b: DecimalLike): Decimal;\ndeclare function add<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;\ndeclare function add(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function add<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function subtract(a: DecimalLike, b: DecimalLike): Decimal;\ndeclare function subtract<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;\ndeclare function subtract(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function subtract<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function multiply(a: DecimalLike, b: DecimalLike): Decimal;\ndeclare function multiply<Currency extends string>(a: Money<Currency>, b: DecimalLike): Money<Currency>;\ndeclare function multiply(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function multiply<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<DecimalLike>): Money<Currency> | undefined;\ndeclare function divide(a: DecimalLike, b: DecimalLike, places: number, rounding: Rounding): Decimal;\ndeclare function divide<Currency extends string>(a: Money<Currency>, b: DecimalLike, places: number, rounding: Rounding): Money<Currency>;\ndeclare function divide(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>, places: number, rounding: Rounding): Decimal | undefined;\ndeclare function divide<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<DecimalLike>, places: number, rounding: Rounding): Money<Currency> | undefined;\ndeclare function negate(value: DecimalLike): Decimal;\ndeclare function negate<Currency extends string>(value: Money<Currency>): Money<Currency>;\ndeclare function negate(value: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function negate<Currency extends string>(value: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function absolute(value: DecimalLike): Decimal;\ndeclare function absolute<Currency extends string>(value: Money<Currency>): Money<Currency>;\ndeclare function absolute(value: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function absolute<Currency extends string>(value: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function round(value: DecimalLike, places: number, rounding: Rounding): Decimal;\ndeclare function round<Currency extends string>(value: Money<Currency>, places: number, rounding: Rounding): Money<Currency>;\ndeclare function round(value: Maybe<DecimalLike>, places: number, rounding: Rounding): Decimal | undefined;\ndeclare function round<Currency extends string>(value: Maybe<Money<Currency>>, places: number, rounding: Rounding): Money<Currency> | undefined;\ndeclare function sum(values: readonly DecimalLike[]): Decimal;\ndeclare function sum<Currency extends string>(values: readonly Money<Currency>[]): Money<Currency> | undefined;\ndeclare function sum(values: Maybe<readonly DecimalLike[]>): Decimal | undefined;\ndeclare function sum<Currency extends string>(values: Maybe<readonly Money<Currency>[]>): Money<Currency> | undefined;\ndeclare function compare(a: DecimalLike, b: DecimalLike): Integer;\ndeclare function compare<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Integer;\ndeclare function compare(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Integer | undefined;\ndeclare function compare<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): Integer | undefined;\ndeclare function equal(a: DecimalLike, b: DecimalLike): boolean;\ndeclare function equal<Currency extends string>(a: Money<Currency>, b: Money<Currency>): boolean;\ndeclare function equal(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): boolean | undefined;\ndeclare function equal<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): boolean | undefined;\ndeclare function atLeast(a: DecimalLike, b: DecimalLike): boolean;\ndeclare function atLeast<Currency extends string>(a: Money<Currency>, b: Money<Currency>): boolean;\ndeclare function atLeast(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): boolean | undefined;\ndeclare function atLeast<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): boolean | undefined;\ndeclare function minimum(a: DecimalLike, b: DecimalLike): Decimal;\ndeclare function minimum<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;\ndeclare function minimum(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function minimum<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function maximum(a: DecimalLike, b: DecimalLike): Decimal;\ndeclare function maximum<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Money<Currency>;\ndeclare function maximum(a: Maybe<DecimalLike>, b: Maybe<DecimalLike>): Decimal | undefined;\ndeclare function maximum<Currency extends string>(a: Maybe<Money<Currency>>, b: Maybe<Money<Currency>>): Money<Currency> | undefined;\ndeclare function money<Currency extends string>(amount: DecimalOrText, currency: Currency): Money<Currency>;\ndeclare function money<Currency extends string>(amount: Maybe<DecimalOrText>, currency: Maybe<Currency>): Money<Currency> | undefined;\ndeclare function minorUnits(value: Money): Integer;\ndeclare function minorUnits(value: Maybe<Money>): Integer | undefined;\ndeclare function fromMinorUnits(units: DecimalLike, currency: string): Money;\ndeclare function fromMinorUnits(units: Maybe<DecimalLike>, currency: Maybe<string>): Money | undefined;\ndeclare function integer(value: DecimalOrText): Integer;\ndeclare function integer(value: Maybe<DecimalOrText>): Integer | undefined;\ndeclare function fixed(value: DecimalLike, places: number, rounding: Rounding): string;\ndeclare function fixed(value: Maybe<DecimalLike>, places: number, rounding: Rounding): string | undefined;\ndeclare function instant(value: string | Instant): Instant;\ndeclare function instant(value: Maybe<string | Instant>): Instant | undefined;\ndeclare function instantIn(value: string, zone: string): Instant;\ndeclare function instantIn(value: Maybe<string>, zone: string): Instant | undefined;\ndeclare function fromEpochSeconds(seconds: DecimalLike): Instant;\ndeclare function fromEpochSeconds(seconds: Maybe<DecimalLike>): Instant | undefined;\ndeclare function fromEpochMillis(milliseconds: DecimalLike): Instant;\ndeclare function fromEpochMillis(milliseconds: Maybe<DecimalLike>): Instant | undefined;\ndeclare function epochSeconds(value: Instant): Integer;\ndeclare function epochSeconds(value: Maybe<Instant>): Integer | undefined;\ndeclare function epochMillis(value: Instant): Integer;\ndeclare function epochMillis(value: Maybe<Instant>): Integer | undefined;\ndeclare function utc(value: Instant): Instant;\ndeclare function utc(value: Maybe<Instant>): Instant | undefined;\ndeclare function later(value: Instant, duration: string): Instant;\ndeclare function later(value: Maybe<Instant>, duration: string): Instant | undefined;\ndeclare function isBefore(a: Instant, b: Instant): boolean;\ndeclare function isBefore(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;\ndeclare function isAfter(a: Instant, b: Instant): boolean;\ndeclare function isAfter(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;\ndeclare function sameInstant(a: Instant, b: Instant): boolean;\ndeclare function sameInstant(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;\ndeclare function hoursBetween(a: Instant, b: Instant): Decimal;\ndeclare function hoursBetween(a: Maybe<Instant>, b: Maybe<Instant>): Decimal | undefined;\ndeclare function date(value: string): string;\ndeclare function date(value: Maybe<string>): string | undefined;\ndeclare function dateFrom(value: string, pattern: string): string;\ndeclare function dateFrom(value: Maybe<string>, pattern: string): string | undefined;\ndeclare function dateIn(value: Instant, zone: string): string;\ndeclare function dateIn(value: Maybe<Instant>, zone: string): string | undefined;\ndeclare function timeIn(value: Instant, zone: string): string;\ndeclare function timeIn(value: Maybe<Instant>, zone: string): string | undefined;\ndeclare function formatInstant(value: Instant, pattern: string, zone: string): string;\ndeclare function formatInstant(value: Maybe<Instant>, pattern: string, zone: string): string | undefined;\ndeclare function addDays(value: string, days: number): string;\ndeclare function addDays(value: Maybe<string>, days: Maybe<number>): string | undefined;\ndeclare function daysBetween(a: string, b: string): Integer;\ndeclare function daysBetween(a: Maybe<string>, b: Maybe<string>): Integer | undefined;\ndeclare function startOfDay(value: string, zone: string): Instant;\ndeclare function startOfDay(value: Maybe<string>, zone: string): Instant | undefined;\ndeclare function fromSapDate(value: string): Instant;\ndeclare function fromSapDate(value: Maybe<string>): Instant | undefined;\ndeclare function toSapDate(value: Instant | string): string;\ndeclare function toSapDate(value: Maybe<Instant | string>): string | undefined;\ndeclare function first<T>(list: Maybe<readonly T[]>): T | undefined;\ndeclare function last<T>(list: Maybe<readonly T[]>): T | undefined;\ndeclare function count<T>(list: readonly T[], test?: (item: T) => boolean): Integer;\ndeclare function count<T>(list: Maybe<readonly T[]>, test?: (item: T) => boolean): Integer | undefined;\ndeclare function compact<T>(list: readonly (T | null | undefined)[]): readonly T[];\ndeclare function compact<T>(list: Maybe<readonly (T | null | undefined)[]>): readonly T[] | undefined;\ndeclare function unique<T>(list: readonly T[], key?: (item: T) => Key): readonly T[];\ndeclare function unique<T>(list: Maybe<readonly T[]>, key?: (item: T) => Key): readonly T[] | undefined;\ndeclare function groupBy<T, K extends Key>(list: readonly T[], key: (item: T) => K): readonly { readonly key: K; readonly items: readonly T[] }[];\ndeclare function groupBy<T, K extends Key>(list: Maybe<readonly T[]>, key: (item: T) => K): readonly { readonly key: K; readonly items: readonly T[] }[] | undefined;\ndeclare function sortBy<T>(list: readonly T[], key: (item: T) => Key): readonly T[];\ndeclare function sortBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key): readonly T[] | undefined;\ndeclare function reverse<T>(list: readonly T[]): readonly T[];\ndeclare function reverse<T>(list: Maybe<readonly T[]>): readonly T[] | undefined;\ndeclare function findBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key, wanted: Key): T | undefined;\ndeclare function present<T>(value: T | null | undefined): value is T;\ndeclare function fail(reason: string): never;\ndeclare function required<T>(value: T | null | undefined, reason: string): T;\ndeclare function notPersonal<T extends {}>(value: T, reason: string): T;\ndeclare function notPersonal<T extends {}>(value: Maybe<T>, reason: string): T | undefined;\n";

export const libraryFunctions: readonly LibraryFunction[] = [
  {
    "name": "text",
    "signature": "function text(value: Decimal | string | boolean | Instant): string",
    "summary": "Any single value as text: all digits of a number, a decimal in plain notation, an instant in RFC 3339.",
    "example": "text(450789469)",
    "givesDecimal": false
  },
  {
    "name": "odataText",
    "signature": "function odataText(value: Decimal | string | boolean | Instant): string",
    "summary": "A value for between the quotes of an OData literal: each quote in it doubled, so that it ends where the literal does. What a template puts between quotes in a path or an OData query option (`$filter`) goes through it by itself.",
    "example": "odataText(\"O'Neill\")",
    "givesDecimal": false
  },
  {
    "name": "truncate",
    "signature": "function truncate(value: string, length: number): string",
    "summary": "At most so many characters of the text; an emoji or an accented letter is never cut in two.",
    "example": "truncate(\"Bob Norman\", 3)",
    "givesDecimal": false
  },
  {
    "name": "blankToMissing",
    "signature": "function blankToMissing(value: Maybe<string>): string | undefined",
    "summary": "The text without blanks at both ends, or missing where nothing is left.",
    "example": "blankToMissing(\"  \")",
    "givesDecimal": false
  },
  {
    "name": "trim",
    "signature": "function trim(value: string): string",
    "summary": "Without blanks at both ends.",
    "example": "trim(\" a b \")",
    "givesDecimal": false
  },
  {
    "name": "upper",
    "signature": "function upper(value: string): string",
    "summary": "In upper case, by no particular language's rules.",
    "example": "upper(\"eur\")",
    "givesDecimal": false
  },
  {
    "name": "lower",
    "signature": "function lower(value: string): string",
    "summary": "In lower case, by no particular language's rules.",
    "example": "lower(\"EUR\")",
    "givesDecimal": false
  },
  {
    "name": "contains",
    "signature": "function contains(value: string, part: string): boolean",
    "summary": "Whether the text has the part in it.",
    "example": "contains(\"SO-1001\", \"10\")",
    "givesDecimal": false
  },
  {
    "name": "startsWith",
    "signature": "function startsWith(value: string, part: string): boolean",
    "summary": "Whether the text begins so.",
    "example": "startsWith(\"SO-1001\", \"SO-\")",
    "givesDecimal": false
  },
  {
    "name": "endsWith",
    "signature": "function endsWith(value: string, part: string): boolean",
    "summary": "Whether the text ends so.",
    "example": "endsWith(\"invoice.pdf\", \".pdf\")",
    "givesDecimal": false
  },
  {
    "name": "split",
    "signature": "function split(value: string, separator: string): readonly string[]",
    "summary": "The parts between the separators.",
    "example": "split(\"a,b\", \",\")",
    "givesDecimal": false
  },
  {
    "name": "join",
    "signature": "function join(values: readonly Maybe<string>[], separator: string): string",
    "summary": "The texts in one, with the separator between them; what is missing is left out.",
    "example": "join([\"Bob\", undefined, \"Norman\"], \" \")",
    "givesDecimal": false
  },
  {
    "name": "replace",
    "signature": "function replace(value: string, part: string, by: string): string",
    "summary": "The text with every occurrence of a part replaced. The part is plain text, not a pattern.",
    "example": "replace(\"1.000.000\", \".\", \"\")",
    "givesDecimal": false
  },
  {
    "name": "padStart",
    "signature": "function padStart(value: string, length: number, fill: string): string",
    "summary": "Filled up at the start to a length.",
    "example": "padStart(\"42\", 10, \"0\")",
    "givesDecimal": false
  },
  {
    "name": "padEnd",
    "signature": "function padEnd(value: string, length: number, fill: string): string",
    "summary": "Filled up at the end to a length.",
    "example": "padEnd(\"42\", 4, \" \")",
    "givesDecimal": false
  },
  {
    "name": "before",
    "signature": "function before(value: string, part: string): string",
    "summary": "What stands before the first occurrence of a part; all of it where the part does not occur.",
    "example": "before(\"1001-NL\", \"-\")",
    "givesDecimal": false
  },
  {
    "name": "after",
    "signature": "function after(value: Maybe<string>, part: string): string | undefined",
    "summary": "What stands after the first occurrence of a part; missing where the part does not occur.",
    "example": "after(\"1001-NL\", \"-\")",
    "givesDecimal": false
  },
  {
    "name": "substring",
    "signature": "function substring(value: string, start: number, end?: number): string",
    "summary": "Characters from a position (from 0) up to another (exclusive; negative counts from the end).",
    "example": "substring(\"20261124\", 0, 4)",
    "givesDecimal": false
  },
  {
    "name": "withoutLeadingZeros",
    "signature": "function withoutLeadingZeros(value: string): string",
    "summary": "The text without leading zeros: `0000012300` of an ERP is item `12300`.",
    "example": "withoutLeadingZeros(\"00042\")",
    "givesDecimal": false
  },
  {
    "name": "isDigits",
    "signature": "function isDigits(value: string): boolean",
    "summary": "Whether the text has only the digits 0 to 9, and at least one.",
    "example": "isDigits(\"0042\")",
    "givesDecimal": false
  },
  {
    "name": "lengthOf",
    "signature": "function lengthOf(value: string): Integer",
    "summary": "How many characters (UTF-16 code units, as JSON Schema's `maxLength` of ASCII text).",
    "example": "lengthOf(\"abc\")",
    "givesDecimal": false
  },
  {
    "name": "decimal",
    "signature": "function decimal(value: Decimal | string): Decimal",
    "summary": "Reads text or a number as an exact decimal. Text is kept as it is written.",
    "example": "decimal(\"19.90\")",
    "givesDecimal": true
  },
  {
    "name": "add",
    "signature": "function add(a: Decimal, b: Decimal): Decimal",
    "summary": "The sum of two decimals, or of two amounts of one currency.",
    "example": "add(\"1.10\", \"2\")",
    "givesDecimal": true
  },
  {
    "name": "subtract",
    "signature": "function subtract(a: Decimal, b: Decimal): Decimal",
    "summary": "The first less the second: decimals, or amounts of one currency.",
    "example": "subtract(\"5\", \"1.25\")",
    "givesDecimal": true
  },
  {
    "name": "multiply",
    "signature": "function multiply(a: Decimal, b: Decimal): Decimal",
    "summary": "The exact product, not rounded. Money is multiplied by a decimal.",
    "example": "multiply(\"19.90\", 3)",
    "givesDecimal": true
  },
  {
    "name": "divide",
    "signature": "function divide(a: Decimal, b: Decimal, places: number, rounding: Rounding): Decimal",
    "summary": "The quotient to a number of decimal places, rounded as named. Dividing by zero refuses the message.",
    "example": "divide(\"10\", \"3\", 2, \"halfEven\")",
    "givesDecimal": true
  },
  {
    "name": "negate",
    "signature": "function negate(value: Decimal): Decimal",
    "summary": "The same with the other sign.",
    "example": "negate(\"12.50\")",
    "givesDecimal": true
  },
  {
    "name": "absolute",
    "signature": "function absolute(value: Decimal): Decimal",
    "summary": "The value without its sign.",
    "example": "absolute(\"-12.50\")",
    "givesDecimal": true
  },
  {
    "name": "round",
    "signature": "function round(value: Decimal, places: number, rounding: Rounding): Decimal",
    "summary": "Rounded to a number of decimal places, as named.",
    "example": "round(\"2.345\", 2, \"halfEven\")",
    "givesDecimal": true
  },
  {
    "name": "sum",
    "signature": "function sum(values: readonly Decimal[]): Decimal",
    "summary": "The sum of a list: decimals, or amounts of one currency. No decimals sum to zero; no money sums to missing, since its currency is unknown.",
    "example": "sum([\"1.10\", \"2.20\"])",
    "givesDecimal": true
  },
  {
    "name": "compare",
    "signature": "function compare(a: Decimal, b: Decimal): Integer",
    "summary": "-1, 0 or 1: whether the first is less than, equal to or more than the second. Decimals, or money of one currency.",
    "example": "compare(\"5000\", \"5000.00\")",
    "givesDecimal": false
  },
  {
    "name": "equal",
    "signature": "function equal(a: Decimal, b: Decimal): boolean",
    "summary": "Whether two decimals, or two amounts of one currency, are the same number.",
    "example": "equal(\"1.10\", \"1.1\")",
    "givesDecimal": false
  },
  {
    "name": "atLeast",
    "signature": "function atLeast(a: Decimal, b: Decimal): boolean",
    "summary": "Whether the first is the second or more.",
    "example": "atLeast(\"10.00\", 10)",
    "givesDecimal": false
  },
  {
    "name": "minimum",
    "signature": "function minimum(a: Decimal, b: Decimal): Decimal",
    "summary": "The smaller of two decimals, or of two amounts of one currency.",
    "example": "minimum(\"2\", \"10\")",
    "givesDecimal": true
  },
  {
    "name": "maximum",
    "signature": "function maximum(a: Decimal, b: Decimal): Decimal",
    "summary": "The larger of two decimals, or of two amounts of one currency.",
    "example": "maximum(\"2\", \"10\")",
    "givesDecimal": true
  },
  {
    "name": "money",
    "signature": "function money<Currency extends string>(amount: Decimal | string, currency: Currency): Money<Currency>",
    "summary": "An amount of a currency: three upper-case letters of ISO 4217. Refuses what is no amount or no currency.",
    "example": "money(\"19.90\", \"EUR\")",
    "givesDecimal": false
  },
  {
    "name": "minorUnits",
    "signature": "function minorUnits(value: Money): Integer",
    "summary": "The amount in the currency's smallest unit (cents, pence, yen), by ISO 4217's exponent. Refuses an amount that has more places.",
    "example": "minorUnits(money(\"19.90\", \"EUR\"))",
    "givesDecimal": false
  },
  {
    "name": "fromMinorUnits",
    "signature": "function fromMinorUnits(units: Decimal, currency: string): Money",
    "summary": "Money from the currency's smallest unit, by ISO 4217's exponent. The currency may be written in lower case, as payment providers do.",
    "example": "fromMinorUnits(1990, \"EUR\")",
    "givesDecimal": false
  },
  {
    "name": "integer",
    "signature": "function integer(value: Decimal | string): Integer",
    "summary": "Text or a decimal as a whole number. Refuses what is no whole number, or has more than 15 digits.",
    "example": "integer(\"42\")",
    "givesDecimal": false
  },
  {
    "name": "fixed",
    "signature": "function fixed(value: Decimal, places: number, rounding: Rounding): string",
    "summary": "A decimal as text with exactly that many places after the point, rounded as named: for systems that want `19.90`.",
    "example": "fixed(\"19.9\", 2, \"halfUp\")",
    "givesDecimal": false
  },
  {
    "name": "instant",
    "signature": "function instant(value: string | Instant): Instant",
    "summary": "A point in time from text with an offset (RFC 3339, ISO 8601). The offset is kept. Text without one is refused: use `instantIn`.",
    "example": "instant(\"2026-11-24T09:00:00+01:00\")",
    "givesDecimal": false
  },
  {
    "name": "instantIn",
    "signature": "function instantIn(value: string, zone: string): Instant",
    "summary": "A point in time from local text without an offset, in a zone of the IANA database. In the hour that clocks repeat it is the earlier one.",
    "example": "instantIn(\"2026-07-01T09:00:00\", \"Europe/Amsterdam\")",
    "givesDecimal": false
  },
  {
    "name": "fromEpochSeconds",
    "signature": "function fromEpochSeconds(seconds: Decimal): Instant",
    "summary": "A point in time from seconds since 1970 (Unix time), as payment providers write it.",
    "example": "fromEpochSeconds(1764000000)",
    "givesDecimal": false
  },
  {
    "name": "fromEpochMillis",
    "signature": "function fromEpochMillis(milliseconds: Decimal): Instant",
    "summary": "A point in time from milliseconds since 1970.",
    "example": "fromEpochMillis(1764000000500)",
    "givesDecimal": false
  },
  {
    "name": "epochSeconds",
    "signature": "function epochSeconds(value: Instant): Integer",
    "summary": "Whole seconds since 1970, parts of a second cut off.",
    "example": "epochSeconds(instant(\"2025-11-24T16:00:00Z\"))",
    "givesDecimal": false
  },
  {
    "name": "epochMillis",
    "signature": "function epochMillis(value: Instant): Integer",
    "summary": "Whole milliseconds since 1970.",
    "example": "epochMillis(instant(\"2025-11-24T16:00:00.5Z\"))",
    "givesDecimal": false
  },
  {
    "name": "utc",
    "signature": "function utc(value: Instant): Instant",
    "summary": "The same point in time written in UTC.",
    "example": "utc(instant(\"2026-11-24T09:00:00+01:00\"))",
    "givesDecimal": false
  },
  {
    "name": "later",
    "signature": "function later(value: Instant, duration: string): Instant",
    "summary": "A duration later (ISO 8601, hours and smaller; negative for earlier). Days depend on a zone: see `addDays`.",
    "example": "later(instant(\"2026-11-24T09:00:00Z\"), \"PT90M\")",
    "givesDecimal": false
  },
  {
    "name": "isBefore",
    "signature": "function isBefore(a: Instant, b: Instant): boolean",
    "summary": "Whether the first point in time is earlier than the second.",
    "example": "isBefore(instant(\"2026-11-24T09:00:00+01:00\"), instant(\"2026-11-24T09:00:00Z\"))",
    "givesDecimal": false
  },
  {
    "name": "isAfter",
    "signature": "function isAfter(a: Instant, b: Instant): boolean",
    "summary": "Whether the first point in time is later than the second.",
    "example": "isAfter(instant(\"2026-11-24T10:00:00Z\"), instant(\"2026-11-24T09:00:00Z\"))",
    "givesDecimal": false
  },
  {
    "name": "sameInstant",
    "signature": "function sameInstant(a: Instant, b: Instant): boolean",
    "summary": "Whether both are the same point in time, however written.",
    "example": "sameInstant(instant(\"2026-11-24T09:00:00+01:00\"), instant(\"2026-11-24T08:00:00Z\"))",
    "givesDecimal": false
  },
  {
    "name": "hoursBetween",
    "signature": "function hoursBetween(a: Instant, b: Instant): Decimal",
    "summary": "The hours from the first point in time to the second, exactly.",
    "example": "hoursBetween(instant(\"2026-11-24T09:00:00Z\"), instant(\"2026-11-24T10:30:00Z\"))",
    "givesDecimal": true
  },
  {
    "name": "date",
    "signature": "function date(value: string): string",
    "summary": "A calendar date, checked: `2026-11-24`. Also from `20261124`.",
    "example": "date(\"20261124\")",
    "givesDecimal": false
  },
  {
    "name": "dateFrom",
    "signature": "function dateFrom(value: string, pattern: string): string",
    "summary": "A calendar date written in another order, read by a pattern of `yyyy`, `MM` and `dd`.",
    "example": "dateFrom(\"24.11.2026\", \"dd.MM.yyyy\")",
    "givesDecimal": false
  },
  {
    "name": "dateIn",
    "signature": "function dateIn(value: Instant, zone: string): string",
    "summary": "The calendar date that a clock in the zone shows.",
    "example": "dateIn(instant(\"2026-11-24T23:30:00Z\"), \"Europe/Amsterdam\")",
    "givesDecimal": false
  },
  {
    "name": "timeIn",
    "signature": "function timeIn(value: Instant, zone: string): string",
    "summary": "The time of day that a clock in the zone shows, to the second.",
    "example": "timeIn(instant(\"2026-11-24T23:30:00Z\"), \"Europe/Amsterdam\")",
    "givesDecimal": false
  },
  {
    "name": "formatInstant",
    "signature": "function formatInstant(value: Instant, pattern: string, zone: string): string",
    "summary": "A point in time by a pattern of `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS` and `XXX` (the offset), as a clock in the zone shows it. Other letters are quoted in `'`.",
    "example": "formatInstant(instant(\"2026-11-24T23:30:00Z\"), \"yyyyMMdd'T'HHmm\", \"Europe/Amsterdam\")",
    "givesDecimal": false
  },
  {
    "name": "addDays",
    "signature": "function addDays(value: string, days: number): string",
    "summary": "A calendar date so many days later, or earlier where negative.",
    "example": "addDays(\"2026-11-24\", 14)",
    "givesDecimal": false
  },
  {
    "name": "daysBetween",
    "signature": "function daysBetween(a: string, b: string): Integer",
    "summary": "Days from the first calendar date to the second.",
    "example": "daysBetween(\"2026-11-24\", \"2026-12-08\")",
    "givesDecimal": false
  },
  {
    "name": "startOfDay",
    "signature": "function startOfDay(value: string, zone: string): Instant",
    "summary": "The moment a calendar date begins in the zone; not always midnight.",
    "example": "startOfDay(\"2026-11-24\", \"Europe/Amsterdam\")",
    "givesDecimal": false
  },
  {
    "name": "fromSapDate",
    "signature": "function fromSapDate(value: string): Instant",
    "summary": "A point in time from the form of OData 2 in JSON, as SAP answers: milliseconds since 1970 in UTC. The minutes of an offset after them are for display only and change nothing.",
    "example": "fromSapDate(\"/Date(1492041600000)/\")",
    "givesDecimal": false
  },
  {
    "name": "toSapDate",
    "signature": "function toSapDate(value: Instant | string): string",
    "summary": "A point in time, or a calendar date (its midnight in UTC, as SAP keeps dates), in the form of OData 2 in JSON.",
    "example": "toSapDate(\"2017-04-13\")",
    "givesDecimal": false
  },
  {
    "name": "first",
    "signature": "function first<T>(list: Maybe<readonly T[]>): T | undefined",
    "summary": "The first item, or missing where the list is empty.",
    "example": "first([\"a\", \"b\"])",
    "givesDecimal": false
  },
  {
    "name": "last",
    "signature": "function last<T>(list: Maybe<readonly T[]>): T | undefined",
    "summary": "The last item, or missing where the list is empty.",
    "example": "last([\"a\", \"b\"])",
    "givesDecimal": false
  },
  {
    "name": "count",
    "signature": "function count<T>(list: readonly T[], test?: (item: T) => boolean): Integer",
    "summary": "How many items; with a test, how many that pass it.",
    "example": "count([1, 2, 3])",
    "givesDecimal": false
  },
  {
    "name": "compact",
    "signature": "function compact<T>(list: readonly (T | null | undefined)[]): readonly T[]",
    "summary": "The items without those that are missing.",
    "example": "compact([\"a\", null, \"b\"])",
    "givesDecimal": false
  },
  {
    "name": "unique",
    "signature": "function unique<T>(list: readonly T[], key?: (item: T) => Key): readonly T[]",
    "summary": "Each item once, in the order of first appearance; with a key, one item a key.",
    "example": "unique([\"a\", \"b\", \"a\"])",
    "givesDecimal": false
  },
  {
    "name": "groupBy",
    "signature": "function groupBy<T, K extends Key>(list: readonly T[], key: (item: T) => K): readonly { readonly key: K; readonly items: readonly T[] }[]",
    "summary": "The items in groups of one key, groups in the order of first appearance.",
    "example": "groupBy([\"apple\", \"avocado\", \"bean\"], name => substring(name, 0, 1))",
    "givesDecimal": false
  },
  {
    "name": "sortBy",
    "signature": "function sortBy<T>(list: readonly T[], key: (item: T) => Key): readonly T[]",
    "summary": "The items in order of a key, numbers by size and text by code point; equal keys keep their order, missing keys come last.",
    "example": "sortBy([{ n: 2 }, { n: 1 }], item => item.n)",
    "givesDecimal": false
  },
  {
    "name": "reverse",
    "signature": "function reverse<T>(list: readonly T[]): readonly T[]",
    "summary": "The items in the opposite order.",
    "example": "reverse([1, 2])",
    "givesDecimal": false
  },
  {
    "name": "findBy",
    "signature": "function findBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key, wanted: Key): T | undefined",
    "summary": "The item of a list whose key is the given one: a join between two lists.",
    "example": "findBy([{ id: \"a\" }, { id: \"b\" }], item => item.id, \"b\")",
    "givesDecimal": false
  },
  {
    "name": "present",
    "signature": "function present<T>(value: T | null | undefined): value is T",
    "summary": "Whether there is a value: neither null nor left out. Also for decimals, money and instants, which no operator takes.",
    "example": "present(null)",
    "givesDecimal": false
  },
  {
    "name": "fail",
    "signature": "function fail(reason: string): never",
    "summary": "Refuses the message with a reason (class `refused`): the answer to a case that must not go on.",
    "example": "fail(\"no warehouse serves this country\")",
    "givesDecimal": false
  },
  {
    "name": "required",
    "signature": "function required<T>(value: T | null | undefined, reason: string): T",
    "summary": "The value, or a refusal of the message (class `invalid`) where it is missing.",
    "example": "required(\"a\", \"an order needs a number\")",
    "givesDecimal": false
  },
  {
    "name": "notPersonal",
    "signature": "function notPersonal<T extends {}>(value: T, reason: string): T",
    "summary": "The value, said to be personal data no longer, and why: the end of a mail address, a name's initial. The compiler then lets it go where the class of its field is not cleared. The value itself is not changed.",
    "example": "notPersonal(\"example.org\", \"the domain says nothing of a person\")",
    "givesDecimal": false
  }
];
