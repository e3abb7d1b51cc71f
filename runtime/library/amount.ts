import { Failure } from "../contract/failure.ts";
import type { DecimalLike, Money } from "./types.ts";

/** What arithmetic takes: a decimal, or money. */
export type Amount = DecimalLike | Money;

export function isMoney(value: Amount | undefined): value is Money {
  return typeof value === "object" && value !== null && "currency" in value;
}

/** Both as money. Refuses (class `invalid`) two currencies, and money with a bare decimal. */
export function ofOneCurrency(a: Amount, b: Amount): readonly [Money, Money] {
  if (!isMoney(a) || !isMoney(b))
    throw new Failure("invalid", "money and a bare decimal have no common currency");
  if (a.currency !== b.currency)
    throw new Failure("invalid", `amounts of two currencies, ${a.currency} and ${b.currency}`);
  return [a, b];
}
