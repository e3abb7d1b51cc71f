import { ts } from "ts-morph";

/** Types in an architect's words. */

const { TypeFlags } = ts;

export type Opaque = "decimal" | "money" | "instant";

const opaqueNames: Readonly<Record<string, Opaque>> = {
  Decimal: "decimal",
  Money: "money",
  Instant: "instant",
};

/** The file that the check program's own types stand in: a contract may have a type named Money of its own. */
export const preludeFile = "prelude.d.ts";

/** Which opaque value a single (not union) type is. */
export function opaqueOf(type: ts.Type): Opaque | undefined {
  const { symbol } = type as { readonly symbol?: ts.Symbol }; // literal and union types have none
  const kind = symbol && opaqueNames[symbol.name];
  if (!kind) return undefined;
  return symbol.declarations?.[0]?.getSourceFile().fileName === preludeFile ? kind : undefined;
}

/** The types a value may have, a union taken apart. */
export function options(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** The first of its options that is a decimal, money or an instant; undefined where none is. */
export function opaqueIn(type: ts.Type): Opaque | undefined {
  for (const option of options(type)) {
    const kind = opaqueOf(option);
    if (kind) return kind;
  }
  return undefined;
}

export function isInteger(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some((part) => (part.flags & TypeFlags.Number) !== 0);
}

/** It is nothing else than undefined or null. */
export function isMissing(type: ts.Type): boolean {
  return (type.flags & (TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void)) !== 0;
}

/** Undefined or null is among its options. */
export function mayBeMissing(type: ts.Type): boolean {
  return options(type).some(isMissing);
}

/** Nothing more is to be said of it: a wrong expression was reported, or the place is never reached. */
export function isSilent(type: ts.Type): boolean {
  return (type.flags & (TypeFlags.Any | TypeFlags.Never)) !== 0;
}

export function isNumber(type: ts.Type): boolean {
  return (type.flags & TypeFlags.NumberLike) !== 0 || isInteger(type);
}

export function isText(type: ts.Type): boolean {
  return (type.flags & TypeFlags.StringLike) !== 0;
}

export function isBoolean(type: ts.Type): boolean {
  return (type.flags & TypeFlags.BooleanLike) !== 0;
}

/** With its article: "a decimal", "text that may be missing", "a list of Line". */
export function describe(type: ts.Type, checker: ts.TypeChecker, depth = 0): string {
  if (type.flags & TypeFlags.Any) return "anything";
  const all = options(type);
  const present = all.filter((option) => !isMissing(option));
  if (present.length === 0) return all.length === 0 ? "nothing" : "always missing";
  const words = describePresent(present, checker, depth);
  return present.length < all.length && depth === 0 ? `${words} that may be missing` : words;
}

function describePresent(types: readonly ts.Type[], checker: ts.TypeChecker, depth: number): string {
  const literals = types.filter((type) => type.isStringLiteral());
  const words = new Set<string>();
  if (literals.length > 1)
    words.add(
      `one of ${literals
        .slice(0, 6)
        .map((type) => JSON.stringify(type.value))
        .join(", ")}${literals.length > 6 ? ", …" : ""}`,
    );
  for (const type of types)
    if (literals.length <= 1 || !type.isStringLiteral()) words.add(describeOne(type, checker, depth));
  if (words.has("decimal")) words.delete("number"); // a number counts as a decimal only where one is wanted
  return [...words].map((word) => (depth === 0 ? withArticle(word) : word)).join(" or ");
}

function withArticle(word: string): string {
  if (/^(?:text|money|the|one of|a|nothing|anything)\b/.test(word)) return word;
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

function describeOne(type: ts.Type, checker: ts.TypeChecker, depth: number): string {
  const opaque = opaqueOf(type);
  if (opaque === "money") {
    const [currency] = checker.getTypeArguments(type as ts.TypeReference);
    return currency?.isStringLiteral() ? `money in ${currency.value}` : "money";
  }
  if (opaque) return opaque;
  if (isInteger(type)) return "integer";
  if (type.isStringLiteral()) return `the text ${JSON.stringify(type.value)}`;
  if (type.flags & TypeFlags.TemplateLiteral) return "decimal";
  if (isText(type)) return "text";
  if (isNumber(type)) return type.isNumberLiteral() && Number.isInteger(type.value) ? "integer" : "number";
  if (isBoolean(type)) return "boolean";
  if (type.flags & TypeFlags.Never) return "nothing";
  if (type.flags & TypeFlags.Unknown) return "anything";
  if (type.getCallSignatures().length > 0) return "function";
  const item = itemType(type, checker);
  if (item) return depth > 2 ? "list" : `list of ${describe(item, checker, depth + 1)}`;
  const name = type.aliasSymbol?.name ?? type.symbol?.name;
  return name && /^[A-Z]/.test(name) ? name : "object";
}

/** What a list type holds; undefined where it is no list. */
export function itemType(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const name = (type as { readonly symbol?: ts.Symbol }).symbol?.name;
  if (name !== "Array" && name !== "ReadonlyArray" && !checker.isTupleType(type)) return undefined;
  return checker.getIndexTypeOfType(type, ts.IndexKind.Number);
}
