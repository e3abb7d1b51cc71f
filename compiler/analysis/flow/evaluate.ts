import { ts } from "ts-morph";
import { callLibrary } from "./library/index.ts";
import { callMethod } from "./methods.ts";
import { inLength, inRange, longEnough, narrowed } from "./ranges.ts";
import { reportUnits, type Scope } from "./scope.ts";
import {
  amountOf,
  type Bounds,
  either,
  highest,
  isAmount,
  lowest,
  type Operation,
  spanned,
  textMadeOf,
} from "./shapes.ts";
import { scaledBy } from "./units.ts";
import {
  anything,
  derived,
  itemOf,
  memberOf,
  noShapes,
  nothing,
  plain,
  told,
  unknown,
  type Value,
} from "./value.ts";

const { SyntaxKind } = ts;

/** The value of an expression, from what is known of the names in it. Its syntax was held against the allow-list. */
export function evaluate(node: ts.Expression, scope: Scope): Value {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return evaluate(node.expression, scope);
  if (ts.isIdentifier(node)) return named(node.text, scope);
  if (ts.isPropertyAccessExpression(node))
    return known(memberOf(evaluate(node.expression, scope), node.name.text), node, scope);
  if (ts.isElementAccessExpression(node)) return element(node, scope);
  if (ts.isStringLiteralLike(node)) return plain({ kind: "text", values: [node.text] });
  if (ts.isNumericLiteral(node)) return numeral(Number(node.text));
  if (ts.isTemplateExpression(node)) return template(node, scope);
  if (ts.isCallExpression(node)) return called(node, scope);
  if (ts.isConditionalExpression(node)) return conditional(node, scope);
  if (ts.isBinaryExpression(node)) return binary(node, scope);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node, scope);
  if (ts.isObjectLiteralExpression(node)) return object(node, scope);
  if (ts.isArrayLiteralExpression(node)) return list(node, scope);
  return word(node);
}

/** What a condition around a field says of it, too. */
function known(value: Value, node: ts.Expression, scope: Scope): Value {
  return inLength(longEnough(inRange(value, node, scope), node, scope), node, scope);
}

function word({ kind }: ts.Expression): Value {
  if (kind === SyntaxKind.NullKeyword) return nothing;
  if (kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword)
    return plain({ kind: "boolean", value: kind === SyntaxKind.TrueKeyword });
  return unknown;
}

function named(name: string, scope: Scope): Value {
  return name === "undefined" ? nothing : (scope.names(name) ?? unknown);
}

function numeral(value: number): Value {
  return plain({ kind: Number.isInteger(value) ? "integer" : "number", values: [value] });
}

function element({ expression, argumentExpression }: ts.ElementAccessExpression, scope: Scope): Value {
  const value = evaluate(expression, scope);
  if (ts.isStringLiteralLike(argumentExpression)) return memberOf(value, argumentExpression.text);
  const by = evaluate(argumentExpression, scope);
  const found = value.shape.kind === "list" || value.item ? itemOf(value, true) : memberOf(value, "*");
  return { ...found, missing: true, chosenBy: [...found.chosenBy, ...by.origins] };
}

function template(node: ts.TemplateExpression, scope: Scope): Value {
  const parts = node.templateSpans.map(({ expression }) => evaluate(expression, scope));
  const fixed = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
  // JSON Schema counts code points.
  // oxlint-disable-next-line typescript/no-misused-spread
  const own = fixed.reduce((sum, { text }) => sum + [...text].length, 0);
  return derived(parts, textMadeOf(parts, own));
}

function called(node: ts.CallExpression, scope: Scope): Value {
  if (ts.isPropertyAccessExpression(node.expression)) {
    const owner = evaluate(node.expression.expression, scope);
    return callMethod(node.expression.name.text, owner, node, scope);
  }
  if (!ts.isIdentifier(node.expression)) return unknown;
  const { text: name } = node.expression;
  const own = node.arguments[0] && scope.call(name, evaluate(node.arguments[0], scope), node);
  return own ?? longEnough(callLibrary(name, node, scope), node, scope);
}

function conditional(node: ts.ConditionalExpression, scope: Scope): Value {
  const test = evaluate(node.condition, scope);
  const value = either(
    evaluate(node.whenTrue, narrowed(scope, node.condition, true)),
    evaluate(node.whenFalse, narrowed(scope, node.condition, false)),
  );
  return {
    ...value,
    chosenBy: told([value, test], value.shape).chosenBy.filter((field) => !value.origins.includes(field)),
  };
}

const tests = new Set([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
]);

function binary(node: ts.BinaryExpression, scope: Scope): Value {
  const { kind } = node.operatorToken;
  const left = evaluate(node.left, scope);
  const right = evaluate(node.right, besides(node, scope));
  if (kind === SyntaxKind.QuestionQuestionToken)
    return { ...either({ ...left, missing: false }, right), missing: right.missing };
  if (kind === SyntaxKind.BarBarToken) return either(left, right);
  if (kind === SyntaxKind.AmpersandAmpersandToken)
    return left.shape.kind === "boolean" && right.shape.kind === "boolean"
      ? told([left, right], { kind: "boolean" })
      : {
          ...right,
          missing: true,
          chosenBy: told([left, right], anything).chosenBy.filter((field) => !right.origins.includes(field)),
        };
  if (tests.has(kind)) return compared(left, right, node, scope);
  return arithmetic(kind, left, right, node, scope);
}

/** The right side is asked only where the left one holds (`&&`), or does not (`||`). */
function besides({ left, operatorToken: { kind } }: ts.BinaryExpression, scope: Scope): Scope {
  const isAnd = kind === SyntaxKind.AmpersandAmpersandToken;
  return isAnd || kind === SyntaxKind.BarBarToken ? narrowed(scope, left, isAnd) : scope;
}

function compared(left: Value, right: Value, node: ts.BinaryExpression, scope: Scope): Value {
  reportUnits(left, right, node, scope);
  if (isLiteral(node.right)) tellOperand(node.left, left, scope);
  else if (isLiteral(node.left)) tellOperand(node.right, right, scope);
  return told([left, right], { kind: "boolean" });
}

function isLiteral(node: ts.Expression): boolean {
  return (
    ts.isNumericLiteral(node) ||
    node.kind === SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === "undefined") ||
    (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))
  );
}

function tellOperand(node: ts.Expression, value: Value, { ranges, ...scope }: Scope): void {
  scope.operand(node, ranges && ranges.size > 0 ? evaluate(node, scope) : value);
}

function arithmetic(
  kind: ts.SyntaxKind,
  left: Value,
  right: Value,
  node: ts.BinaryExpression,
  scope: Scope,
): Value {
  const both = isAmount(left.shape) && isAmount(right.shape);
  const whole =
    left.shape.kind === "integer" && right.shape.kind === "integer" && kind !== SyntaxKind.SlashToken;
  const sums = kind === SyntaxKind.PlusToken || kind === SyntaxKind.MinusToken;
  const unit = sums ? reportUnits(left, right, node, scope) : undefined;
  const range = both ? rangeOf(kind, left, right) : {};
  const shape = {
    kind: whole ? "integer" : "number",
    ...range,
    ...(unit !== undefined && { unit }),
  } as const;
  const scaled = sums ? undefined : scaledBy(left, right, kind === SyntaxKind.SlashToken);
  return { ...derived([left, right], shape), ...(scaled && { scaled }) };
}

function rangeOf(kind: ts.SyntaxKind, left: Value, right: Value): Bounds {
  const operation = operations[kind];
  return operation ? spanned(operation, amountOf(left.shape), amountOf(right.shape)) : {};
}

const operations: Readonly<Partial<Record<ts.SyntaxKind, Operation>>> = {
  [SyntaxKind.PlusToken]: "plus",
  [SyntaxKind.MinusToken]: "minus",
  [SyntaxKind.AsteriskToken]: "times",
};

function prefix({ operator, operand }: ts.PrefixUnaryExpression, scope: Scope): Value {
  const value = evaluate(operand, scope);
  if (operator !== SyntaxKind.MinusToken) return told([value], { kind: "boolean" });
  const shape = amountOf(value.shape);
  const [low, high] = [lowest(shape), highest(shape)];
  return derived([value], {
    kind: value.shape.kind === "integer" ? "integer" : "number",
    ...(high !== undefined && { minimum: -high }),
    ...(low !== undefined && { maximum: -low }),
    ...(value.shape.unit !== undefined && { unit: value.shape.unit }),
  });
}

function object(node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const members = new Map<string, Value>();
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name))
      members.set(
        ts.isIdentifier(property.name) ||
          ts.isStringLiteralLike(property.name) ||
          ts.isNumericLiteral(property.name)
          ? property.name.text
          : "",
        evaluate(property.initializer, scope),
      );
    else if (ts.isShorthandPropertyAssignment(property))
      members.set(property.name.text, named(property.name.text, scope));
    else if (ts.isSpreadAssignment(property)) {
      const spread = evaluate(property.expression, scope);
      for (const name of namesIn(spread)) members.set(name, memberOf(spread, name));
    }
  }
  return { ...derived([...members.values()], { kind: "object", properties: [] }), members };
}

function namesIn(value: Value): readonly string[] {
  if (value.members) return [...value.members.keys()];
  return value.shape.kind === "object" ? value.shape.properties.map(({ name }) => name) : [];
}

function list(node: ts.ArrayLiteralExpression, scope: Scope): Value {
  const items = node.elements.map((item) =>
    ts.isSpreadElement(item) ? itemOf(evaluate(item.expression, scope)) : evaluate(item, scope),
  );
  const fixed = node.elements.filter((item) => !ts.isSpreadElement(item)).length;
  const [first, ...rest] = items;
  const item = first && rest.reduce(either, first);
  return {
    ...derived(items, {
      kind: "list",
      items: item?.shape ?? anything,
      minItems: fixed,
      ...(fixed === items.length && { maxItems: fixed }),
    }),
    set: item?.set ?? noShapes,
    ...(item && { item }),
    ...(fixed === items.length && { entries: items }),
  };
}
