import type { CheckedExpression } from "../expressions/check.ts";

/** What can be added up and compared without loss: money, or a decimal or whole number. Binary floating point cannot. */
export type AmountKind = "money" | "plain";

/** Undefined where the expression is no amount. Whether it may be missing is told apart. */
export function amountKind({ typeText }: CheckedExpression): AmountKind | undefined {
  const said = typeText.replace(/ that may be missing$/, "");
  if (/^money(?: in [A-Z]{3})?$/.test(said)) return "money";
  return said === "a decimal" || said === "an integer" ? "plain" : undefined;
}
