import type { Currency } from "../../../../analysis/flow/currency.ts";
import { flowsOf } from "../../../../analysis/flow/index.ts";
import { declarationOf, fieldName } from "../../../../analysis/lineage/names.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/**
 * Amounts whose currencies two fields say, or a field and the expression, that are added, compared or put in one another's place.
 * Of two currencies that are both written out the type check tells.
 */
export const currenciesMayDiffer: Rule = {
  name: "currencies-may-differ",
  codes: ["WB2228"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, currencies } of found) {
        if (kind !== "currency" || !currencies) continue;
        const [one, other] = currencies;
        reporter.report(
          "WB2228",
          span,
          `\`${message}\` puts amounts in ${named(one, model)} and in ${named(other, model)} together, which may be two currencies.`,
          { help: help(currencies), related: currencies.flatMap((currency) => place(currency, model)) },
        );
      }
  },
};

function named(currency: Currency, model: Model): string {
  return "code" in currency ? currency.code : `\`${fieldName(currency.field, model)}\``;
}

function help([one, other]: readonly [Currency, Currency]): string {
  const written = "code" in one ? one : "code" in other ? other : undefined;
  const compare = written ? `… == "${written.code}"` : "… == …";
  return `Compare the currencies around it, \`${compare} ? … : fail("another currency")\`, convert one of the amounts, or take both in the same field's currency.`;
}

function place(currency: Currency, model: Model) {
  if ("code" in currency) return [];
  const { span } = declarationOf(currency.field, model);
  return span ? [{ message: `\`${fieldName(currency.field, model)}\` is declared here.`, span }] : [];
}
