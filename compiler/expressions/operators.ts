import { ts } from "ts-morph";
import {
  describe,
  isBoolean,
  isMissing,
  isNumber,
  isSilent,
  isText,
  mayBeMissing,
  opaqueIn,
  options,
} from "./describe.ts";
import { callInstead } from "./operator-instead.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/**
 * Waybill's own table of operators (`docs/language.md`), applied after the type check: TypeScript by itself lets money be
 * compared, joined, defaulted and tested, and divides by zero.
 */

const { SyntaxKind } = ts;

const arithmetic = new Set<ts.SyntaxKind>([
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.AsteriskToken,
  SyntaxKind.SlashToken,
]);
const ordering = new Set<ts.SyntaxKind>([
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
]);
const equality = new Set<ts.SyntaxKind>([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);
const logical = new Set<ts.SyntaxKind>([SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken]);

/** The problem of this node's own operator; its operands are looked at by themselves. */
export function operatorProblem(node: ts.Node, context: RuleContext): Problem | undefined {
  if (ts.isBinaryExpression(node)) return binary(node, context);
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === SyntaxKind.MinusToken
      ? numeric("-", node.operand, context)
      : tested("!", node.operand, context);
  if (ts.isConditionalExpression(node)) return tested("?:", node.condition, context);
  if (ts.isTemplateSpan(node)) return template(node.expression, context);
  return undefined;
}

function binary(node: ts.BinaryExpression, context: RuleContext): Problem | undefined {
  const { kind } = node.operatorToken;
  const token = ts.tokenToString(kind) ?? "";
  if (arithmetic.has(kind) || ordering.has(kind)) {
    return (
      numeric(token, node.left, context) ??
      numeric(token, node.right, context) ??
      (kind === SyntaxKind.SlashToken ? division(node, context) : undefined)
    );
  }
  if (equality.has(kind)) return equal(node, token, context);
  if (logical.has(kind)) return tested(token, node.left, context) ?? tested(token, node.right, context);
  return undefined;
}

/** The function that does for decimals what the operator does for numbers. */
function numeric(token: string, operand: ts.Expression, { checker, file }: RuleContext): Problem | undefined {
  const type = checker.getTypeAtLocation(operand);
  if (isSilent(type)) return undefined;
  const opaque = opaqueIn(type);
  if (opaque) {
    const call = callInstead(token, operand, opaque === "instant" ? "instant" : "amount", file);
    return problem(
      "WB2006",
      operand,
      file,
      `\`${token}\` takes two numbers, and ${source(operand, file)} is ${describe(type, checker)}.`,
      call === undefined ? undefined : `Write \`${call}\`, which is exact.`,
    );
  }
  const present = options(type).filter((option) => !isMissing(option));
  if (present.length > 0 && present.every(isNumber)) {
    return mayBeMissing(type)
      ? problem(
          "WB2005",
          operand,
          file,
          `${source(operand, file)} may be missing, and \`${token}\` takes two numbers.`,
          "Say what counts instead: `?? 0`.",
        )
      : undefined;
  }
  const help =
    token === "+" && present.some(isText)
      ? "Text is joined by a template: `${a} ${b}` between backticks."
      : present.some(isText)
        ? "`integer(…)` reads text as a whole number, `decimal(…)` as an exact decimal for `compare`, `add` and the like."
        : undefined;
  return problem(
    "WB2006",
    operand,
    file,
    `\`${token}\` takes two numbers, and ${source(operand, file)} is ${describe(type, checker)}.`,
    help,
  );
}

function equal(
  node: ts.BinaryExpression,
  token: string,
  { checker, file }: RuleContext,
): Problem | undefined {
  for (const operand of [node.left, node.right]) {
    const type = checker.getTypeAtLocation(operand);
    const opaque = opaqueIn(type);
    if (opaque) {
      const other = checker.getTypeAtLocation(operand === node.left ? node.right : node.left);
      const call = isMissing(other) ? "present(…)" : opaque === "instant" ? "sameInstant(…)" : "equal(…)";
      return problem(
        "WB2006",
        operand,
        file,
        `\`${token}\` does not take ${describe(type, checker)}: ${source(operand, file)} has more than one way to be written.`,
        `Use \`${call}\`.`,
      );
    }
  }
  const types = [checker.getTypeAtLocation(node.left), checker.getTypeAtLocation(node.right)];
  const whole = types.every((type) => options(type).some((option) => isStructured(option)));
  return whole
    ? problem(
        "WB2006",
        node,
        file,
        `\`${token}\` does not compare objects or lists.`,
        "Compare their fields.",
      )
    : undefined;
}

function isStructured(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

function tested(token: string, operand: ts.Expression, { checker, file }: RuleContext): Problem | undefined {
  const type = checker.getTypeAtLocation(operand);
  const opaque = opaqueIn(type);
  if (!opaque) return undefined;
  const help =
    opaque === "instant" || mayBeMissing(type)
      ? "`present(…)` says whether there is a value; `??` gives another where there is none."
      : "Compare it: `compare(…)`, `equal(…)`, `atLeast(…)`.";
  return problem(
    "WB2006",
    operand,
    file,
    `\`${token}\` does not take ${describe(type, checker)}, as ${source(operand, file)} is.`,
    help,
  );
}

function template(operand: ts.Expression, { checker, file }: RuleContext): Problem | undefined {
  const type = checker.getTypeAtLocation(operand);
  if (isSilent(type)) return undefined;
  const present = options(type).filter((option) => !isMissing(option));
  const plain = present.every(
    (option) => (isText(option) || isNumber(option) || isBoolean(option)) && !opaqueIn(option),
  );
  if (!plain)
    return problem(
      "WB2006",
      operand,
      file,
      `A template takes text, numbers and booleans, and ${source(operand, file)} is ${describe(type, checker)}.`,
      opaqueIn(type) ? "Use `text(…)`, or `fixed(…)` for a number of places." : undefined,
    );
  if (present.length === options(type).length) return undefined;
  return problem(
    "WB2005",
    operand,
    file,
    `${source(operand, file)} may be missing, and would stand in the text as a word.`,
    'Say what stands there instead: `?? ""`.',
  );
}

/** The divisor must be seen not to be zero: a literal, or guarded by a condition around it. */
function division(node: ts.BinaryExpression, { file }: RuleContext): Problem | undefined {
  const divisor = bare(node.right);
  if (ts.isNumericLiteral(divisor) && Number(divisor.text) !== 0) return undefined;
  if (guarded(node, divisor.getText(file), file)) return undefined;
  const said = ts.isNumericLiteral(divisor)
    ? "The divisor is zero."
    : `${source(divisor, file)} may be zero, and the result would not be a number.`;
  return problem(
    "WB2009",
    divisor,
    file,
    said,
    `Guard it: \`${divisor.getText(file)} > 0 ? … : …\`; or use \`divide(a, b, places, rounding)\`, which refuses a zero.`,
  );
}

function guarded(node: ts.Node, divisor: string, file: ts.SourceFile): boolean {
  for (
    let child: ts.Node = node, { parent } = node;
    parent && !ts.isStatement(parent);
    child = parent, parent = parent.parent
  ) {
    if (
      ts.isConditionalExpression(parent) &&
      parent.whenTrue === child &&
      excludesZero(parent.condition, divisor, file)
    )
      return true;
    if (
      ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken &&
      parent.right === child &&
      excludesZero(parent.left, divisor, file)
    )
      return true;
  }
  return false;
}

function excludesZero(condition: ts.Expression, divisor: string, file: ts.SourceFile): boolean {
  const test = bare(condition);
  if (!ts.isBinaryExpression(test)) return false;
  const { kind } = test.operatorToken;
  if (kind === SyntaxKind.AmpersandAmpersandToken)
    return excludesZero(test.left, divisor, file) || excludesZero(test.right, divisor, file);
  const bound = bare(test.right);
  if (bare(test.left).getText(file) !== divisor || !ts.isNumericLiteral(bound)) return false;
  if (kind === SyntaxKind.GreaterThanToken) return true; // literals are never negative
  if (kind === SyntaxKind.GreaterThanEqualsToken) return Number(bound.text) > 0;
  return (
    (kind === SyntaxKind.ExclamationEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken) &&
    Number(bound.text) === 0
  );
}

/** Without parentheses around it. */
export function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

/** The expression's own text for a message, shortened in the middle of nothing. */
export function source(node: ts.Node, file: ts.SourceFile): string {
  const text = node.getText(file).replaceAll(/\s+/g, " ");
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
