import { fromMinorUnits, text } from "../../../../runtime/library/index.ts";
import type { Shape } from "../../../schema/shape.ts";
import { currencySaidBy, inCurrency, reportCurrencies } from "../currency.ts";
import { amountOf, bounds, highest, lowest, placesOf } from "../shapes.ts";
import { derived, type Value } from "../value.ts";
import { currencyArgument } from "./argument.ts";
import { type Call, type LibraryRules, literalText } from "./rule.ts";

/** What makes money of an amount and a currency, and whole smallest units of money. */
export const moneyRules: LibraryRules = {
  money: (call) => {
    currencyArgument(call, 1);
    const [amount, currency] = [call.argument(0), literalText(call.argument(1))];
    currencyWritten(call, amount, currency);
    return built(call, currency, amount);
  },
  minorUnits: ({ argument }) => derived([argument(0)], { kind: "integer" }, argument(0).missing),
  fromMinorUnits: (call) => {
    currencyArgument(call, 1, true);
    const currency = call.argument(1);
    return built(call, literalText(currency)?.toUpperCase(), unitsOf(call.argument(0), currency));
  },
};

/** Whether something beside the amount says another currency is asked where the schemas are known. One that is computed may be converted. */
function currencyWritten({ node, scope }: Call, amount: Value, code: string | undefined): void {
  const [field] = amount.origins;
  const [, place] = node.arguments;
  if (code === undefined || !/^[A-Z]{3}$/.test(code) || !field || !place || !amount.copied) return;
  // Of an amount that was taken out of money its own currency is known.
  if (amount.currency || amount.shape.kind === "money") return;
  scope.note({ kind: "currency-written", node: place, message: code, currencies: [{ code }, { field }] });
}

/**
 * An amount that was told in the smallest unit, cents or pence, of one of some currencies. Where they are not known it is taken for
 * a hundredth, as of nearly all.
 */
function unitsOf(units: Value, currency: Value): Value {
  const own = amountOf(units.shape);
  const codes = (currency.shape.kind === "text" ? currency.shape.values : undefined) ?? [];
  const known = codes.flatMap((code) => (/^[A-Za-z]{3}$/.test(code) ? stepOf(code) : []));
  const steps = known.length > 0 ? known : [{ step: 0.01, places: 2 }];
  const [low, high] = [lowest(own) ?? -Infinity, highest(own) ?? Infinity];
  const ends = steps.flatMap(({ step }) => [low * step, high * step]);
  const most = Math.max(...steps.map(({ places }) => places));
  const places = placesOf(own) === 0 && { places: most };
  const range = bounds(Math.min(...ends), Math.max(...ends));
  return { ...units, shape: { kind: "decimal", wire: "text", ...places, ...range } };
}

/** One of a currency's smallest unit. */
function stepOf(code: string): { readonly step: number; readonly places: number } {
  const step = text(fromMinorUnits("1", code.toUpperCase()).amount);
  return { step: Number(step), places: step.split(".")[1]?.length ?? 0 };
}

/** Money made of an amount and a currency: each part is known by itself. An amount that has a currency keeps it. */
function built({ argument, node, scope }: Call, code: string | undefined, amount: Value): Value {
  const currency = argument(1);
  const whole = derived(
    [amount, currency],
    { kind: "money", ...(code !== undefined && { currency: code }) },
    amount.missing || currency.missing,
  );
  const said = currencySaidBy(currency);
  reportCurrencies(amount.currency, said, node, scope);
  const shape = { ...amountOf(amount.shape), kind: "decimal", wire: "text" } as Shape;
  const members = new Map([
    ["amount", inCurrency({ ...amount, shape, missing: false }, said)],
    ["currency", { ...currency, missing: false }],
  ]);
  return inCurrency({ ...whole, members }, said);
}
