import { ts } from "ts-morph";
import type { Bound, Constraint } from "./constraint.ts";

/** A condition as far as it can be judged without data: facts about operands, which are told apart by their text. */
export type Condition =
  | {
      readonly kind: "fact";
      readonly operand: string;
      readonly holds: Constraint;
      readonly fails: Constraint;
    }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "constant"; readonly value: boolean };

/** Reads an expression, with or without its `=`. Whatever is no comparison with a literal is a fact of its own: true or not. */
export function readCondition(text: string): Condition {
  if (text.length > longest) return opaque(text);
  const source = ts.createSourceFile("condition.ts", `(${text.replace(/^=/, "")})`, ts.ScriptTarget.ES2022);
  const [statement] = source.statements;
  if (!statement || !ts.isExpressionStatement(statement) || source.statements.length > 1) return opaque(text);
  return read(statement.expression, source);
}

/** Longer than any condition a person writes; bounds how deep one can be nested. */
const longest = 1_000;

function read(node: ts.Expression, source: ts.SourceFile): Condition {
  if (ts.isParenthesizedExpression(node)) return read(node.expression, source);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "constant", value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "constant", value: false };
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return { kind: "not", of: read(node.operand, source) };
  if (ts.isCallExpression(node)) return readCall(node, source) ?? opaque(textOf(node, source));
  if (!ts.isBinaryExpression(node)) return opaque(textOf(node, source));
  const joined = joins.get(node.operatorToken.kind);
  if (joined) return { kind: joined, of: [read(node.left, source), read(node.right, source)] };
  return readComparison(node, source) ?? opaque(textOf(node, source));
}

const joins = new Map<ts.SyntaxKind, "all" | "any">([
  [ts.SyntaxKind.AmpersandAmpersandToken, "all"],
  [ts.SyntaxKind.BarBarToken, "any"],
]);

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function readComparison(node: ts.BinaryExpression, source: ts.SourceFile): Condition | undefined {
  const operator = comparisonOf(node.operatorToken.getText(source));
  if (!operator) return undefined;
  const [left, right] = [literalOf(node.left), literalOf(node.right)];
  if (left !== undefined && right !== undefined) return constant(left, operator, right);
  if (right !== undefined) return compared(node.left, operator, right, source);
  return left === undefined ? undefined : compared(node.right, mirrored[operator], left, source);
}

function comparisonOf(text: string): Comparison | undefined {
  const operator = text === "===" ? "==" : text === "!==" ? "!=" : text;
  return Object.hasOwn(mirrored, operator) ? (operator as Comparison) : undefined; // its keys are all comparisons
}

function constant(left: string, operator: Comparison, right: string): Condition | undefined {
  if (operator === "==" || operator === "!=")
    return { kind: "constant", value: (left === right) === (operator === "==") };
  const fact = factOf("", operator, right);
  const value = Number(left);
  if (fact.kind !== "fact" || Number.isNaN(value)) return undefined;
  const { above, below } = fact.holds;
  const holds =
    (!above || value > above.value || (above.included && value === above.value)) &&
    (!below || value < below.value || (below.included && value === below.value));
  return { kind: "constant", value: holds };
}

/** `compare(total, "5000") > 0` says of `total` what `total > 5000` would. */
function compared(
  node: ts.Expression,
  operator: Comparison,
  literal: string,
  source: ts.SourceFile,
): Condition {
  const call = literal === "0" && ts.isCallExpression(node) ? amountsOf(node, "compare", source) : undefined;
  return call ? factOf(call.operand, operator, call.amount) : factOf(textOf(node, source), operator, literal);
}

/** `atLeast(total, "100")` and `equal(total, "100")`. */
function readCall(node: ts.CallExpression, source: ts.SourceFile): Condition | undefined {
  for (const [name, operator] of amountFunctions) {
    const call = amountsOf(node, name, source);
    if (call) return factOf(call.operand, operator, call.amount);
  }
  return undefined;
}

const amountFunctions = [
  ["atLeast", ">="],
  ["equal", "=="],
] as const;

/** An operand as an amount, which is another than the same text compared as it is. */
function amountsOf(
  node: ts.CallExpression,
  name: string,
  source: ts.SourceFile,
): { readonly operand: string; readonly amount: string } | undefined {
  const [operand, literal] = node.arguments;
  if (textOf(node.expression, source) !== name || !operand || !literal || node.arguments.length !== 2)
    return undefined;
  const amount =
    ts.isStringLiteral(literal) || ts.isNumericLiteral(literal) ? Number(literal.text) : Number.NaN;
  return Number.isNaN(amount)
    ? undefined
    : { operand: `amount ${textOf(operand, source)}`, amount: String(amount) };
}

function factOf(operand: string, operator: Comparison, literal: string): Condition {
  const value = Number(literal);
  const at = (included: boolean): Bound => ({ value, included });
  const [holds, fails] = sides(operator, literal, at);
  return { kind: "fact", operand, holds, fails };
}

function sides(
  operator: Comparison,
  literal: string,
  at: (included: boolean) => Bound,
): readonly [Constraint, Constraint] {
  const same: Constraint = { among: new Set([literal]) };
  const other: Constraint = { not: new Set([literal]) };
  const table: Readonly<Record<Comparison, readonly [Constraint, Constraint]>> = {
    "==": [same, other],
    "!=": [other, same],
    "<": [{ below: at(false) }, { above: at(true) }],
    "<=": [{ below: at(true) }, { above: at(false) }],
    ">": [{ above: at(false) }, { below: at(true) }],
    ">=": [{ above: at(true) }, { below: at(false) }],
  };
  return table[operator];
}

function opaque(operand: string): Condition {
  return factOf(operand, "==", "true");
}

/** A literal as one text; numbers by value, so that `5` and `5.0` are the same. */
function literalOf(node: ts.Expression): string | undefined {
  if (ts.isParenthesizedExpression(node)) return literalOf(node.expression);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return JSON.stringify(node.text);
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const inner = literalOf(node.operand);
    return inner === undefined || Number.isNaN(Number(inner)) ? undefined : String(-Number(inner));
  }
  const word = words.get(node.kind);
  return word ?? (ts.isIdentifier(node) && node.text === "undefined" ? "undefined" : undefined);
}

const words = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.TrueKeyword, "true"],
  [ts.SyntaxKind.FalseKeyword, "false"],
  [ts.SyntaxKind.NullKeyword, "null"],
]);

/** The text without its layout. */
function textOf(node: ts.Node, source: ts.SourceFile): string {
  return node.getText(source).replaceAll(/\s+/g, " ");
}
