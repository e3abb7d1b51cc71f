import type { Shape } from "../../../schema/shape.ts";
import { currencyOf, inCurrency, reportCurrencies } from "../currency.ts";
import { reportUnits } from "../scope.ts";
import { type Amount, amountOf, highest, hull, lowest, placesOf, shortText, spanned } from "../shapes.ts";
import { scaledBy, writtenNumber } from "../units.ts";
import { derived, itemOf, itemsCounted, reshaped, told, type Value } from "../value.ts";
import { type Call, type LibraryRule, type LibraryRules, literalNumber } from "./rule.ts";

/** What is done to amounts: their places, range and unit afterwards. */
export const amountRules: LibraryRules = {
  decimal: ({ argument }) => reshaped(argument(0), amountOf(argument(0).shape)),
  add: added,
  subtract: (call) => added(call, -1),
  multiply: ({ argument }) => {
    const [left, right] = [argument(0), argument(1)];
    if (left.shape.kind === "money") return moneyLike([left, right], left);
    const [a, b] = [amountOf(left.shape), amountOf(right.shape)];
    const places = sum(placesOf(a), placesOf(b));
    // A unit times a factor is another unit, or a conversion on purpose; so many pieces at a price are still money.
    const product = derived(
      [left, right],
      decimal({ ...placed(places), ...spanned("times", a, b) }),
      either(left, right),
    );
    const scaled = scaledBy(left, right);
    return inCurrency(
      { ...product, ...(scaled && { scaled }) },
      b.kind === "integer" ? left.currency : undefined,
    );
  },
  divide: ({ argument }) => {
    const [left, right] = [argument(0), argument(1)];
    if (left.shape.kind === "money") return moneyLike([left, right], left);
    const [places, by, a] = [literalNumber(argument(2)), writtenNumber(right), amountOf(left.shape)];
    const share = (bound: number | undefined) =>
      bound === undefined || by === undefined || by <= 0 ? undefined : bound / by;
    const quotient = derived(
      [left, right],
      decimal({ ...placed(places), ...rounded(share(lowest(a)), share(highest(a)), places) }),
      either(left, right),
    );
    const scaled = scaledBy(left, right, true);
    return { ...quotient, ...(scaled && { scaled }) };
  },
  negate: keepingCurrency(({ argument }) => {
    const value = argument(0);
    if (value.shape.kind === "money") return moneyLike([value], value);
    const shape = amountOf(value.shape);
    const [low, high] = [lowest(shape), highest(shape)];
    return derived(
      [value],
      decimal({
        ...placed(placesOf(shape)),
        ...unitOf(shape),
        ...(high !== undefined && { minimum: -high }),
        ...(low !== undefined && { maximum: -low }),
      }),
      value.missing,
    );
  }),
  absolute: keepingCurrency(({ argument }) => {
    const value = argument(0);
    if (value.shape.kind === "money") return moneyLike([value], value);
    const shape = amountOf(value.shape);
    return derived(
      [value],
      decimal({ ...placed(placesOf(shape)), ...unitOf(shape), minimum: 0 }),
      value.missing,
    );
  }),
  round: keepingCurrency(({ argument }) => {
    const value = argument(0);
    if (value.shape.kind === "money") return moneyLike([value], value);
    const shape = amountOf(value.shape);
    const places = literalNumber(argument(1));
    return derived(
      [value],
      decimal({
        ...placed(places),
        ...unitOf(value.shape),
        ...rounded(lowest(shape), highest(shape), places),
      }),
      value.missing,
    );
  }),
  sum: ({ argument }) => {
    const item = itemOf(argument(0));
    if (item.shape.kind === "money") return { ...moneyLike([item], item), missing: true };
    const shape = amountOf(item.shape);
    // As many times an item as there are items; one without items is nothing.
    const range = spanned("times", amountOf(shape), amountOf(itemsCounted(argument(0))));
    const total = derived(
      [item],
      decimal({ ...placed(placesOf(shape)), ...unitOf(shape), ...range }),
      argument(0).missing,
    );
    return inCurrency({ ...total, ...(item.scaled && { scaled: item.scaled }) }, currencyOf(item));
  },
  compare: (call) => compared(call, { kind: "integer", minimum: -1, maximum: 1 }),
  equal: (call) => compared(call, { kind: "boolean" }),
  atLeast: (call) => compared(call, { kind: "boolean" }),
  minimum: (call) => oneOf(call, "maximum", Math.min),
  maximum: (call) => oneOf(call, "minimum", Math.max),
  integer: ({ argument, node, scope }) => {
    const { minimum, maximum, unit } = amountOf(argument(0).shape);
    const places = placesOf(amountOf(argument(0).shape)) ?? 0;
    const [given] = node.arguments;
    if (places > 0 && given)
      scope.note({
        kind: "places-lost",
        node: given,
        message: `\`${scope.text(given)}\` may have ${places} decimal places, and a whole number has none: such a message is refused.`,
        help: `Say how it is rounded: \`integer(round(${scope.text(given)}, 0, "halfUp"))\`.`,
      });
    return reshaped(argument(0), {
      kind: "integer",
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && { maximum }),
      ...(unit !== undefined && { unit }),
    });
  },
  fixed: ({ argument }) =>
    derived([argument(0)], { ...shortText, ...unitOf(argument(0).shape) }, argument(0).missing),
};

/** The amount is another one, its currency and what it counts are not. */
function keepingCurrency(rule: LibraryRule): LibraryRule {
  return (call) => {
    const [value, { scaled }] = [rule(call), call.argument(0)];
    return inCurrency({ ...value, ...(scaled && { scaled }) }, currencyOf(call.argument(0)));
  };
}

function decimal(more: Partial<Amount>): Shape {
  return { kind: "decimal", wire: "text", ...more };
}

/** Rounding goes as far as to the next step outside: 10.5 may become 11. */
function rounded(low: number | undefined, high: number | undefined, places: number | undefined) {
  const [minimum, maximum] = [outwards(low, places, Math.floor), outwards(high, places, Math.ceil)];
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

/** A bound at so many decimal places. */
function outwards(
  bound: number | undefined,
  places: number | undefined,
  towards: (value: number) => number,
): number | undefined {
  if (bound === undefined || places === undefined) return undefined;
  const step = 10 ** places;
  return towards(bound * step) / step;
}

function placed(places: number | undefined): { readonly places?: number } {
  return places === undefined ? {} : { places };
}

function unitOf({ unit }: Shape): { readonly unit?: string } {
  return unit === undefined ? {} : { unit };
}

function sum(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}

function either(left: Value, right: Value): boolean {
  return left.missing || right.missing;
}

function added({ argument, node, scope }: Call, sign = 1): Value {
  const [left, right] = [argument(0), argument(1)];
  const currency = reportCurrencies(currencyOf(left), currencyOf(right), node, scope);
  if (left.shape.kind === "money" || right.shape.kind === "money")
    return inCurrency(moneyLike([left, right], left), currency);
  const unit = reportUnits(left, right, node, scope);
  const [a, b] = [amountOf(left.shape), amountOf(right.shape)];
  const [low, high] = sign > 0 ? [lowest(b), highest(b)] : [opposite(highest(b)), opposite(lowest(b))];
  const [places, minimum, maximum] = [
    placesOf(a) === undefined || placesOf(b) === undefined
      ? undefined
      : Math.max(placesOf(a) ?? 0, placesOf(b) ?? 0),
    sum(lowest(a), low),
    sum(highest(a), high),
  ];
  const value = derived(
    [left, right],
    decimal({
      ...placed(places),
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && { maximum }),
      ...(unit !== undefined && { unit }),
    }),
    either(left, right),
  );
  return inCurrency(value, currency);
}

function opposite(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function compared({ argument, node, scope }: Call, shape: Shape): Value {
  reportUnits(argument(0), argument(1), node, scope);
  reportCurrencies(currencyOf(argument(0)), currencyOf(argument(1)), node, scope);
  return told([argument(0), argument(1)], shape, either(argument(0), argument(1)));
}

/** The lesser of two is no greater than either: a bound that one of them has, both have. */
function oneOf(
  { argument, node, scope }: Call,
  bound: "minimum" | "maximum",
  pick: (...numbers: number[]) => number,
): Value {
  const [left, right] = [argument(0), argument(1)];
  const currency = reportCurrencies(currencyOf(left), currencyOf(right), node, scope);
  if (left.shape.kind === "money") return inCurrency(moneyLike([left, right], left), currency);
  reportUnits(left, right, node, scope);
  const both = [amountOf(left.shape), amountOf(right.shape)];
  const bounds = both.flatMap((shape) => (bound === "maximum" ? highest(shape) : lowest(shape)) ?? []);
  const shape = hull(both[0] ?? left.shape, both[1] ?? right.shape);
  const bounded = bounds.length > 0 ? ({ ...shape, [bound]: pick(...bounds) } as Shape) : shape;
  return inCurrency(derived([left, right], bounded, either(left, right)), currency);
}

function moneyLike(values: readonly Value[], one: Value): Value {
  const missing = values.some((value) => value.missing);
  return inCurrency(derived(values, one.shape, missing), currencyOf(one));
}
