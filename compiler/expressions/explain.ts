import { ts } from "ts-morph";
import { nearest } from "../diagnostics/nearest.ts";
import { describe, opaqueIn, options } from "./describe.ts";
import { explainCall } from "./explain-call.ts";
import { mismatch, plainly } from "./explain-mismatch.ts";
import { unknownField, unknownName } from "./explain-name.ts";
import { libraryFunctions } from "./library.generated.ts";
import { source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/** TypeScript's findings in an architect's words: one problem for one finding, none for those that only follow from another. */

type Explanation = (node: ts.Node, context: RuleContext, said: ts.Diagnostic) => Problem | undefined;

const byCode: ReadonlyMap<number, Explanation> = new Map([
  ...each([2304, 2552, 2693, 2708, 2749, 18004, 2580, 2583, 2584, 2591, 2448, 2454, 2503, 2663], unknownName),
  ...each([2339, 2551, 2550, 2568, 7053, 2538, 2576], unknownField),
  ...each([18047, 18048, 18049, 2531, 2532, 2533, 2721, 2722, 2723, 18050], missing),
  ...each([2345, 2554, 2555, 2556, 2684, 2769, 2575], explainCall),
  ...each([2322, 1360, 2740, 2741, 2739, 2559, 2375, 2412], mismatch),
  ...each([2353, 2561], extraField),
  ...each([2349, 2348, 2774, 2801], notCallable),
  ...each([2367], neverEqual),
  // What the operator table says better itself.
  ...each([2362, 2363, 2365, 2447], nothing),
  // Always or never missing or true by its form alone: odd, not wrong.
  ...each([2869, 2870, 2871, 2872, 2873, 2881], nothing),
  // An argument's own type is unknown only where the call around it has been explained.
  ...each([7006, 7031, 7005, 7022, 7034], nothing),
]);

function each(
  codes: readonly number[],
  explanation: Explanation,
): readonly (readonly [number, Explanation])[] {
  return codes.map((code) => [code, explanation]);
}

/** TypeScript's error in Waybill's words. Undefined where another check says it better. */
export function explain(said: ts.Diagnostic, context: RuleContext): Problem | undefined {
  const node = nodeAt(context.file, said.start ?? 0, said.length ?? 0);
  const explanation = byCode.get(said.code) ?? plainly;
  return explanation(node, context, said);
}

/** The outermost node at exactly this place. */
function nodeAt(file: ts.SourceFile, start: number, length: number): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (node.getStart(file) > start || node.end < start + length) return undefined;
    found = node;
    if (node.getStart(file) === start && node.end === start + length) return node;
    return ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function nothing(): undefined {
  return undefined;
}

function missing(node: ts.Node, { file }: RuleContext): Problem {
  return problem(
    "WB2005",
    node,
    file,
    `${source(node, file)} may be missing.`,
    "`?.` reads on only where it is there; `??` gives another value where it is not.",
  );
}

function extraField(node: ts.Node, { file, checker }: RuleContext): Problem {
  const name = node.getText(file);
  const literal = ts.findAncestor(node, ts.isObjectLiteralExpression);
  const wanted = literal && checker.getContextualType(literal);
  const known = wanted
    ? checker.getPropertiesOfType(checker.getNonNullableType(wanted)).map((property) => property.name)
    : [];
  const near = nearest(name, known);
  return problem(
    "WB2003",
    node,
    file,
    `The target has no field \`${name}\`.`,
    near ? `Did you mean \`${near}\`?` : undefined,
  );
}

function notCallable(node: ts.Node, { file }: RuleContext): Problem {
  const name = node.getText(file);
  if (libraryFunctions.some((each) => each.name === name))
    return problem(
      "WB2001",
      node,
      file,
      `\`${name}\` is a value here, which hides the library's function of that name.`,
      "Give the value another name.",
    );
  return problem(
    "WB2001",
    node,
    file,
    `${source(node, file)} is not a function of the library or of the estate.`,
  );
}

function neverEqual(node: ts.Node, { file, checker }: RuleContext): Problem | undefined {
  const comparison = ts.findAncestor(node, ts.isBinaryExpression);
  if (!comparison) return undefined;
  const [left, right] = [comparison.left, comparison.right].map((side) => checker.getTypeAtLocation(side));
  if (!left || !right || opaqueIn(left) || opaqueIn(right)) return undefined; // the operator table says why
  const literal = ts.isStringLiteralLike(comparison.right)
    ? comparison.right
    : ts.isStringLiteralLike(comparison.left)
      ? comparison.left
      : undefined;
  const values = options(literal === comparison.right ? left : right)
    .filter((option) => option.isStringLiteral())
    .map((option) => option.value);
  const near = literal && nearest(literal.text, values);
  return problem(
    "WB2011",
    literal ?? comparison,
    file,
    `${source(comparison.left, file)} is ${describe(checker.getNonNullableType(left), checker)}, and is never equal to ${source(comparison.right, file)}.`,
    near ? `Did you mean "${near}"?` : joinHelp(comparison),
  );
}

/** `a == "x" && a == "y"`, `a != "x" || a != "y"`: joined the wrong way round. */
function joinHelp(comparison: ts.BinaryExpression): string | undefined {
  const joined = ts.findAncestor(
    comparison.parent,
    (each): each is ts.BinaryExpression =>
      ts.isBinaryExpression(each) &&
      [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(each.operatorToken.kind),
  );
  const join = joined?.operatorToken.kind;
  const operator = comparison.operatorToken.kind;
  const equal =
    operator === ts.SyntaxKind.EqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsEqualsToken;
  if (equal && join === ts.SyntaxKind.AmpersandAmpersandToken)
    return "It cannot be both at once. Join by `||` what may be one or the other.";
  if (!equal && join === ts.SyntaxKind.BarBarToken)
    return "Whatever it is, it differs from one of the two, so this is always true. Join by `&&` what it must be none of.";
  return undefined;
}
