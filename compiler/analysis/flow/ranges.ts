import { ts } from "ts-morph";
import { currencySaidBy, keyOf } from "./currency.ts";
import type { Range, Scope } from "./scope.ts";
import { amountOf, highest, isAmount, lowest } from "./shapes.ts";
import type { Value } from "./value.ts";

const { SyntaxKind } = ts;

/** The scope where a condition is known to hold, or not to hold: `x > 999 ? … : …` bounds `x` in both branches. */
export function narrowed(scope: Scope, condition: ts.Expression, holds: boolean): Scope {
  const ranges = new Map(scope.ranges);
  for (const [text, range] of rangesOf(condition, holds, scope))
    ranges.set(text, { ...ranges.get(text), ...range });
  const agreed = [...(scope.agreed ?? []), ...agreementsOf(condition, holds, scope)];
  return { ...scope, ranges, agreed };
}

/** Currencies that are the same where the condition holds: `order.currency == payment.currency`. */
function agreementsOf(
  node: ts.Expression,
  holds: boolean,
  scope: Scope,
): readonly (readonly [string, string])[] {
  if (ts.isParenthesizedExpression(node)) return agreementsOf(node.expression, holds, scope);
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return agreementsOf(node.operand, !holds, scope);
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  const both = holds ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
  if (kind === both)
    return [...agreementsOf(node.left, holds, scope), ...agreementsOf(node.right, holds, scope)];
  if (!(holds ? equals : differs).has(kind)) return [];
  const [left, right] = [node.left, node.right].map((side) => currencySaidBy(scope.evaluate(side, scope)));
  return left && right ? [[keyOf(left), keyOf(right)]] : [];
}

/** A field's value, where a condition around it says more of it than its schema. */
export function inRange(value: Value, node: ts.Expression, { ranges, text }: Scope): Value {
  const range = ranges && ranges.size > 0 ? ranges.get(text(node)) : undefined;
  if (!range || !isAmount(value.shape)) return value;
  const shape = amountOf(value.shape);
  // Next to a bound that is excluded comes, among whole numbers, the one beside it; of fractions no least one is known.
  const step = shape.kind === "integer" ? 1 : 0;
  const own = most(range.minimum, range.above === undefined ? undefined : range.above + step);
  const minimum = most(own, lowest(shape));
  const limit = least(range.maximum, range.below === undefined ? undefined : range.below - step);
  const maximum = least(limit, highest(shape));
  return {
    ...value,
    shape: { ...shape, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) },
  };
}

/** A list, where a condition around it counts its items: `lines.length > 0`, `count(lines) == 0`, `lines.some(…)` for `lines.filter(…)`. */
export function longEnough(value: Value, node: ts.Expression, { ranges, text }: Scope): Value {
  const { shape } = value;
  if (!ranges || ranges.size === 0 || shape.kind !== "list") return value;
  const own = text(node);
  const found = [`${own}.length`, `count(${own})`].flatMap((key) => ranges.get(key) ?? []);
  const counts = found.flatMap(({ minimum, above }) => [minimum ?? 0, above === undefined ? 0 : above + 1]);
  const minItems = Math.max(shape.minItems ?? 0, ...counts);
  return minItems === (shape.minItems ?? 0) ? value : { ...value, shape: { ...shape, minItems } };
}

/** A text, where a condition around it measures it: `lengthOf(name) <= 40 ? name : …`. */
export function inLength(value: Value, node: ts.Expression, { ranges, text }: Scope): Value {
  const { shape } = value;
  if (!ranges || ranges.size === 0 || shape.kind !== "text") return value;
  const { maximum, below } = ranges.get(`lengthOf(${text(node)})`) ?? {};
  const maxLength = least(least(maximum, below === undefined ? undefined : below - 1), shape.maxLength);
  if (maxLength === undefined) return value;
  const { options: _options, ...rest } = value;
  return { ...rest, shape: { ...shape, maxLength } };
}

function most(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

function least(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

function rangesOf(node: ts.Expression, holds: boolean, scope: Scope): readonly (readonly [string, Range])[] {
  if (ts.isParenthesizedExpression(node)) return rangesOf(node.expression, holds, scope);
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return rangesOf(node.operand, !holds, scope);
  if (ts.isCallExpression(node)) return holds ? itemsLeft(node, scope) : [];
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  const both = holds ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
  if (kind === both) return [...rangesOf(node.left, holds, scope), ...rangesOf(node.right, holds, scope)];
  if (isNone(node) && !holds === equals.has(kind)) return [[scope.text(node.left), { above: 0 }]];
  const above = kind === SyntaxKind.GreaterThanToken || kind === SyntaxKind.GreaterThanEqualsToken;
  const below = kind === SyntaxKind.LessThanToken || kind === SyntaxKind.LessThanEqualsToken;
  if ((!above && !below) || !ts.isNumericLiteral(node.right)) return [];
  const bound = Number(node.right.text);
  const included = kind === SyntaxKind.GreaterThanEqualsToken || kind === SyntaxKind.LessThanEqualsToken;
  const side =
    above === holds ? (included === holds ? "minimum" : "above") : included === holds ? "maximum" : "below";
  return [[scope.text(node.left), { [side]: bound }]];
}

const equals = new Set<ts.SyntaxKind>([SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken]);
const differs = new Set<ts.SyntaxKind>([
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** How many items a list has, against 0. */
function isNone({ left, operatorToken: { kind }, right }: ts.BinaryExpression): boolean {
  const counts =
    (ts.isPropertyAccessExpression(left) && left.name.text === "length") ||
    (ts.isCallExpression(left) && ts.isIdentifier(left.expression) && left.expression.text === "count");
  return (
    counts && (equals.has(kind) || differs.has(kind)) && ts.isNumericLiteral(right) && right.text === "0"
  );
}

/** Where some items are such, those that are such are some. */
function itemsLeft(node: ts.CallExpression, { text }: Scope): readonly (readonly [string, Range])[] {
  const { expression, arguments: given } = node;
  const [argument] = given;
  if (!argument || !ts.isPropertyAccessExpression(expression) || expression.name.text !== "some") return [];
  return [[`${text(expression.expression)}.filter(${text(argument)}).length`, { above: 0 }]];
}
