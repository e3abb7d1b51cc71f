import { ts } from "ts-morph";
import { isText, itemType, mayBeMissing, options } from "./describe.ts";
import { bare } from "./operators.ts";
import { Printer } from "./printer.ts";

/** An equality without which a condition does not hold: the field at `path` of an object equals a value that does not read the object. */
export interface Demanded {
  readonly path: readonly string[];
  readonly code: string;
  readonly library: readonly string[];
}

/** What a value may be made with and still never fail, so that it can be asked for outside of its condition. */
const total = new Set(["text", "trim", "upper", "lower"]);

/**
 * What a condition demands of the object of this name, so that the objects it may hold for can be looked up: one equality, of a
 * field with something else, that all the rest is joined to by `&&`. One with a value that is computed is preferred, for it
 * tells more apart than a constant.
 */
export function demandedOf(
  condition: ts.Expression,
  of: string,
  checker: ts.TypeChecker,
): Demanded | undefined {
  const seen = new Set<string>();
  const found: { readonly path: readonly string[]; readonly value: ts.Expression }[] = [];
  for (const part of conjuncts(condition)) {
    const equality = equalityIn(part, of, checker);
    // What stands before it may be what makes sure that its value is there.
    if (equality && (isFree(equality.value, seen) || isThere(equality.value, checker))) found.push(equality);
    for (const name of namesIn(part)) seen.add(name);
  }
  const best = found.find(({ value }) => !ts.isLiteralExpression(value)) ?? found[0];
  if (!best) return undefined;
  const printer = new Printer(checker);
  return { path: best.path, code: printer.print(best.value), library: [...printer.library].toSorted() };
}

function isFree(value: ts.Expression, seen: ReadonlySet<string>): boolean {
  return namesIn(value).isDisjointFrom(seen);
}

/** `order.reference` where `order` is there whatever was asked before. Itself it may be missing. */
function isThere(value: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isPropertyAccessExpression(value)) return false;
  for (let node = bare(value.expression); ; node = bare(node.expression)) {
    const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
    const declared = symbol && checker.getTypeOfSymbol(symbol);
    if (!declared || mayBeMissing(declared) || options(declared).length > 1) return false;
    if (!ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node);
  }
}

function conjuncts(condition: ts.Expression): readonly ts.Expression[] {
  const node = bare(condition);
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    ? [...conjuncts(node.left), ...conjuncts(node.right)]
    : [node];
}

function equalityIn(part: ts.Expression, of: string, checker: ts.TypeChecker) {
  if (!ts.isBinaryExpression(part)) return undefined;
  const { kind } = part.operatorToken;
  if (kind !== ts.SyntaxKind.EqualsEqualsToken && kind !== ts.SyntaxKind.EqualsEqualsEqualsToken)
    return undefined;
  for (const [field, other] of [
    [part.left, part.right],
    [part.right, part.left],
  ] as const) {
    const path = pathOf(field, of, checker);
    const value = bare(other);
    if (path && isTotal(value) && !namesIn(value).has(of)) return { path, value };
  }
  return undefined;
}

/** `event.payment?.reference` as names, where it leads through objects alone. */
function pathOf(field: ts.Expression, of: string, checker: ts.TypeChecker): readonly string[] | undefined {
  const node = bare(field);
  const name = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : undefined;
  if (name === undefined || !(ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)))
    return undefined;
  const whole = bare(node.expression);
  // The length of a list or a text is no field of what came in.
  if (options(checker.getTypeAtLocation(whole)).some((option) => isText(option) || itemType(option, checker)))
    return undefined;
  if (ts.isIdentifier(whole)) return whole.text === of ? [name] : undefined;
  const before = pathOf(whole, of, checker);
  return before && [...before, name];
}

function isTotal(value: ts.Expression): boolean {
  if (value.kind === ts.SyntaxKind.NullKeyword) return false;
  let failing = false;
  const visit = (node: ts.Node): void => {
    failing ||=
      ts.isCallExpression(node) && !(ts.isIdentifier(node.expression) && total.has(node.expression.text));
    if (!failing) ts.forEachChild(node, visit);
  };
  visit(value);
  return !failing;
}

/** Names that it reads, without those of fields. */
function namesIn(expression: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const field = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && !field) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return names;
}
