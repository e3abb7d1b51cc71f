import { ts } from "ts-morph";
import { isInteger, isMissing, isNumber, isSilent, itemType, opaqueOf, options } from "./describe.ts";
import { bare, source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/**
 * TypeScript is told that any number counts as a decimal, so that it need not know integers from fractions. This is where they
 * are told apart: an integer field, an integer literal and arithmetic on those count; a binary floating point number does not.
 */

const { SyntaxKind } = ts;

/** The expression is given where a decimal is wanted. */
export function amountProblem(node: ts.Expression, context: RuleContext): Problem | undefined {
  const { checker, file } = context;
  const value = bare(node);
  if (ts.isConditionalExpression(value))
    return amountProblem(value.whenTrue, context) ?? amountProblem(value.whenFalse, context);
  if (ts.isBinaryExpression(value) && value.operatorToken.kind === SyntaxKind.QuestionQuestionToken)
    return amountProblem(value.left, context) ?? amountProblem(value.right, context);
  if (ts.isArrayLiteralExpression(value))
    return firstOf(value.elements, (element) => amountProblem(element, context));
  if (ts.isStringLiteralLike(value))
    return /^-?\d{1,1000}(?:\.\d{1,1000})?$/.test(value.text)
      ? undefined
      : problem(
          "WB2004",
          value,
          file,
          `${source(value, file)} is not a decimal: digits, and a point with digits after it.`,
        );
  const type = checker.getTypeAtLocation(value);
  const fraction = isSilent(type)
    ? undefined
    : options(itemTypeDeep(type, checker)).find((option) => isNumber(option) && !isInteger(option));
  if (!fraction || isIntegral(value, checker)) return undefined;
  if (ts.isNumericLiteral(value) || isNegative(value))
    return problem(
      "WB2007",
      value,
      file,
      `${source(value, file)} is a binary floating point number, which cannot hold most decimals exactly.`,
      `Write it as text: "${value.getText(file)}".`,
    );
  return problem(
    "WB2007",
    value,
    file,
    `${source(value, file)} holds binary floating point numbers, which cannot hold most amounts exactly, and a decimal is wanted.`,
    "Declare the field `format: decimal` in the system's schema: then its digits are kept as they came.",
  );
}

/** What the innermost list holds. Any JSON holds lists of itself, without end. */
function itemTypeDeep(type: ts.Type, checker: ts.TypeChecker, seen: readonly ts.Type[] = []): ts.Type {
  const item = options(type)
    .map((option) => itemType(option, checker))
    .find((found) => found !== undefined);
  return item && item !== type && !seen.includes(item) ? itemTypeDeep(item, checker, [...seen, type]) : type;
}

function isNegative(node: ts.Expression): boolean {
  return ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand);
}

/** Always a whole number, or a list of them: an integer field, an integer literal, and what `+ - *` make of those. */
export function isIntegral(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const value = bare(node);
  if (ts.isNumericLiteral(value)) return Number.isInteger(Number(value.text));
  if (ts.isPrefixUnaryExpression(value)) return isIntegral(value.operand, checker);
  if (ts.isConditionalExpression(value))
    return isIntegral(value.whenTrue, checker) && isIntegral(value.whenFalse, checker);
  if (ts.isBinaryExpression(value) && integralOperators.has(value.operatorToken.kind))
    return isIntegral(value.left, checker) && isIntegral(value.right, checker);
  const each = mappedTo(value);
  if (each) return isIntegral(each, checker);
  const type = checker.getTypeAtLocation(value);
  if (type.flags & ts.TypeFlags.Never) return true; // it refuses the message
  const present = options(type).filter((option) => !isMissing(option));
  return (
    present.length > 0 &&
    present.every(
      (option) => isInteger(option) || (option.isNumberLiteral() && Number.isInteger(option.value)),
    )
  );
}

/** What each item of `lines.map(line => …)` is. */
function mappedTo(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [given] = node.arguments;
  if (node.expression.name.text !== "map" || !given || !ts.isArrowFunction(given)) return undefined;
  return ts.isBlock(given.body) ? undefined : given.body;
}

const integralOperators = new Set<ts.SyntaxKind>([
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.AsteriskToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** An integer is wanted. */
export function integerProblem(node: ts.Expression, { checker, file }: RuleContext): Problem | undefined {
  const type = checker.getTypeAtLocation(node);
  const numbers = options(type).filter(isNumber);
  if (isSilent(type) || numbers.length === 0 || isIntegral(node, checker)) return undefined;
  return problem(
    "WB2004",
    bare(node),
    file,
    `${source(bare(node), file)} is a number that may have a fraction, and a whole number is wanted.`,
    "Declare the field `type: integer` in the system's schema where it is whole; or `format: decimal`, then `integer(round(x, 0, …))` makes it so.",
  );
}

/** Whether a wanted type is a decimal, seen through lists and what may be missing. */
export function wantsDecimal(type: ts.Type, checker: ts.TypeChecker): boolean {
  return options(type).some((option) => {
    if (opaqueOf(option) === "decimal") return true;
    const item = itemType(option, checker);
    return item !== undefined && wantsDecimal(item, checker);
  });
}

export function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
