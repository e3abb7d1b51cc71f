import type { ts } from "ts-morph";
import type { Scope } from "./scope.ts";
import type { Field, Value } from "./value.ts";

/** Whose currency an amount is in: one that is written out, or the one that a field says. */
export type Currency = { readonly code: string } | { readonly field: Field };

/** The currency of money, and of an amount that was taken out of it; undefined where nothing says it. */
export function currencyOf(value: Value): Currency | undefined {
  const { shape, members, origins, copied } = value;
  if (value.currency) return value.currency;
  if (shape.kind === "money" && shape.currency !== undefined) return { code: shape.currency };
  const said = members?.get("currency");
  if (said) return members?.has("amount") ? currencySaidBy(said) : undefined;
  const [field, ...others] = origins;
  if (shape.kind !== "money" || !copied || !field || others.length > 0) return undefined;
  return { field: { ...field, path: field.path === "" ? "currency" : `${field.path}.currency` } };
}

/** The currency that a text names, `source.currency` or `"EUR"`. */
export function currencySaidBy({ shape, origins, copied }: Value): Currency | undefined {
  if (shape.kind === "text" && shape.values?.length === 1) return { code: shape.values[0] ?? "" };
  const [field, ...others] = origins;
  return copied && field && others.length === 0 ? { field } : undefined;
}

/** The value in this currency. */
export function inCurrency(value: Value, currency: Currency | undefined): Value {
  const { currency: _before, ...rest } = value;
  return currency ? { ...rest, currency } : rest;
}

/**
 * Two amounts that are added, compared, or put in one another's place have one currency. Gives it, where it is known; tells it where
 * they may have two.
 */
export function reportCurrencies(
  left: Currency | undefined,
  right: Currency | undefined,
  node: ts.Node,
  scope: Scope,
): Currency | undefined {
  if (!left || !right) return left ?? right;
  if (!mayDiffer(left, right) || agree(left, right, scope)) return left;
  scope.note({ kind: "currency", node, message: scope.text(node), currencies: [left, right] });
  return undefined;
}

function mayDiffer(left: Currency, right: Currency): boolean {
  if (keyOf(left) === keyOf(right)) return false;
  if ("code" in left || "code" in right) return true;
  const [one, other] = [left.field, right.field];
  if (one.schema !== other.schema) return true;
  // Where each amount of a document brings its currency along, the document has one; its names say where it has two.
  return lastName(one.path) !== lastName(other.path) || roles(one.path) !== roles(other.path);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** What payment providers and ledgers call a currency that is not the document's own. */
function roles(path: string): string {
  const words = path.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const found = words.match(
    /(?<![a-z])(?:presentment|settlement|foreign|local|home|base|functional|reporting)(?![a-z])/g,
  );
  return [...new Set(found)].toSorted().join(" ");
}

/** Two of the same key are surely the same currency; of different keys they may be. */
export function keyOf(currency: Currency): string {
  return "code" in currency ? currency.code : `${currency.field.schema} ${currency.field.path}`;
}

/** A condition around the expression has compared them: with one another, or both with the same one. */
function agree(left: Currency, right: Currency, { agreed = [] }: Scope): boolean {
  const same = new Set([keyOf(left)]);
  for (let size = 0; size < same.size; ) {
    size = same.size;
    for (const pair of agreed) if (pair.some((one) => same.has(one))) for (const one of pair) same.add(one);
  }
  return same.has(keyOf(right));
}
