import { ts } from "ts-morph";
import { nearest } from "../diagnostics/nearest.ts";
import { isText, itemType, opaqueIn, options } from "./describe.ts";

/** How a value of the one type becomes one of the other. */
export function conversionHelp(
  actual: ts.Type,
  wanted: ts.Type,
  checker: ts.TypeChecker,
): string | undefined {
  const to = opaqueIn(wanted);
  const text = options(actual).some(isText);
  const literal = options(checker.getNonNullableType(wanted)).filter((option) => option.isStringLiteral());
  if (literal.length > 0 && actual.isStringLiteral()) {
    const near = nearest(
      actual.value,
      literal.map((option) => option.value),
    );
    return near ? `Did you mean "${near}"?` : undefined;
  }
  if (to === "decimal" && text)
    return "Declare the field `format: decimal` in the system's schema, or read it by `decimal(…)`.";
  if (to === "money")
    return opaqueIn(actual) === "decimal" || text
      ? "`money(amount, currency)` makes money of them."
      : undefined;
  if (to === "instant" && text)
    return "`instant(…)` reads text with an offset, `instantIn(…, zone)` local text.";
  if (options(wanted).some((option) => (option.flags & ts.TypeFlags.String) !== 0) && !text)
    return opaqueIn(actual) === "money"
      ? "Its parts are `amount` and `currency`."
      : itemType(actual, checker)
        ? "`join(…, separator)` makes one text of a list."
        : "`text(…)` writes it as text.";
  if (
    options(wanted).some(
      (option) => (option.flags & ts.TypeFlags.NumberLike) !== 0 || option.isIntersection(),
    ) &&
    text
  )
    return "`integer(…)` reads text as a whole number.";
  return undefined;
}
