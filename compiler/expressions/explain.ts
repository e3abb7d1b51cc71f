import { ts } from "ts-morph";
import { nearest } from "../diagnostics/nearest.ts";
import { describe, isSilent, isMissing, isText, itemType, mayBeMissing, opaqueIn, options } from "./describe.ts";
import { conversionHelp } from "./conversion-help.ts";
import { difference } from "./difference.ts";
import { explainCall } from "./explain-call.ts";
import { libraryFunctions } from "./library.generated.ts";
import { source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";
import { reservedPrefix } from "./prelude.ts";

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

function each(codes: readonly number[], explanation: Explanation): readonly (readonly [number, Explanation])[] {
  return codes.map((code) => [code, explanation]);
}

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

function unknownName(node: ts.Node, { file, checker }: RuleContext): Problem {
  const name = node.getText(file);
  const inScope = checker
    .getSymbolsInScope(node, ts.SymbolFlags.Value)
    .map((symbol) => symbol.name)
    .filter((one) => !one.startsWith(reservedPrefix) && !/^e\$\d+$/.test(one) && one !== "globalThis" && one !== "undefined" && one !== "arguments");
  const near = nearest(name, inScope);
  const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
  const message = called ? `There is no function \`${name}\`.` : `There is no \`${name}\` here.`;
  const own = inScope.filter((one) => !libraryNames.has(one));
  const help = near ? `Did you mean \`${near}\`?` : called ? "The library's functions are listed in docs/reference/library.md." : own.length > 0 ? `In scope: ${own.slice(0, 12).map((one) => `\`${one}\``).join(", ")}.` : undefined;
  return problem("WB2002", node, file, message, help);
}

const libraryNames = new Set(libraryFunctions.map((one) => one.name));

function unknownField(node: ts.Node, { file, checker }: RuleContext): Problem {
  const parent = ts.isPropertyAccessExpression(node.parent) ? node.parent : ts.isElementAccessExpression(node) ? node : ts.isElementAccessExpression(node.parent) ? node.parent : undefined;
  if (!parent) return problem("WB2003", node, file, `There is no field ${source(node, file)}.`);
  const place = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
  const name = ts.isStringLiteralLike(place) ? place.text : place.getText(file);
  const owner = checker.getNonNullableType(checker.getTypeAtLocation(parent.expression));
  const whose = source(parent.expression, file);
  const opaque = opaqueIn(owner);
  if (opaque && opaque !== "money") return problem("WB2003", place, file, `${whose} is ${describe(owner, checker)}, which has no fields; there is no \`${name}\`.`, "It goes through the library's functions.");
  const known = checker.getPropertiesOfType(owner).map((property) => property.name).filter((one) => !one.includes(":"));
  if (isText(owner) || itemType(owner, checker)) {
    const instead = methodInstead[name];
    const near = nearest(name, known);
    return problem("WB2003", place, file, `${whose} is ${describe(owner, checker)}, which has no \`${name}\`.`, instead ? `Use \`${instead}\`.` : near ? `Did you mean \`${near}\`?` : undefined);
  }
  const near = nearest(name, known);
  const list = known.length > 0 && known.length <= 12 ? `It has ${known.map((one) => `\`${one}\``).join(", ")}.` : undefined;
  return problem("WB2003", place, file, `${whose} has no field \`${name}\`.`, near ? `Did you mean \`${near}\`?` : list);
}

/** What people reach for in JavaScript, and what stands for it here. */
const methodInstead: Readonly<Record<string, string>> = {
  toUpperCase: "upper(…)",
  toLowerCase: "lower(…)",
  trim: "trim(…)",
  split: "split(…)",
  replace: "replace(…)",
  replaceAll: "replace(…)",
  startsWith: "startsWith(…)",
  endsWith: "endsWith(…)",
  includes: "contains(…)",
  padStart: "padStart(…)",
  padEnd: "padEnd(…)",
  substring: "substring(…)",
  substr: "substring(…)",
  slice: "substring(…)",
  toString: "text(…)",
  reduce: "sum(…)",
  sort: "sortBy(…)",
  toSorted: "sortBy(…)",
  reverse: "reverse(…)",
  at: "first(…) or last(…)",
  indexOf: "includes(…)",
};

function missing(node: ts.Node, { file }: RuleContext): Problem {
  return problem("WB2005", node, file, `${source(node, file)} may be missing.`, "`?.` reads on only where it is there; `??` gives another value where it is not.");
}

function extraField(node: ts.Node, { file, checker }: RuleContext): Problem {
  const name = node.getText(file);
  const literal = ts.findAncestor(node, ts.isObjectLiteralExpression);
  const wanted = literal && checker.getContextualType(literal);
  const known = wanted ? checker.getPropertiesOfType(checker.getNonNullableType(wanted)).map((property) => property.name) : [];
  const near = nearest(name, known);
  return problem("WB2003", node, file, `The target has no field \`${name}\`.`, near ? `Did you mean \`${near}\`?` : undefined);
}

function notCallable(node: ts.Node, { file }: RuleContext): Problem {
  return problem("WB2001", node, file, `${source(node, file)} is not a function of the library or of the estate.`);
}

function neverEqual(node: ts.Node, { file, checker }: RuleContext): Problem | undefined {
  const comparison = ts.findAncestor(node, ts.isBinaryExpression);
  if (!comparison) return undefined;
  const [left, right] = [comparison.left, comparison.right].map((side) => checker.getTypeAtLocation(side));
  if (!left || !right || opaqueIn(left) || opaqueIn(right)) return undefined; // the operator table says why
  const literal = ts.isStringLiteralLike(comparison.right) ? comparison.right : ts.isStringLiteralLike(comparison.left) ? comparison.left : undefined;
  const values = options(literal === comparison.right ? left : right).filter((option) => option.isStringLiteral()).map((option) => option.value);
  const near = literal && nearest(literal.text, values);
  return problem("WB2011", literal ?? comparison, file, `${source(comparison.left, file)} is ${describe(checker.getNonNullableType(left), checker)}, and is never equal to ${source(comparison.right, file)}.`, near ? `Did you mean "${near}"?` : undefined);
}

/** A value of one type where another is wanted: of the whole expression, or of a field that it builds. */
function mismatch(node: ts.Node, context: RuleContext, said: ts.Diagnostic): Problem {
  const { file, checker, statement } = context;
  const satisfies = ts.findAncestor(node, ts.isSatisfiesExpression);
  const whole = satisfies && ts.isParenthesizedExpression(satisfies.expression) ? satisfies.expression.expression : undefined;
  const field = said.code === 1360 ? undefined : ts.findAncestor(node, (one) => (one === satisfies ? "quit" : ts.isPropertyAssignment(one) || ts.isShorthandPropertyAssignment(one)));
  if (field && (ts.isPropertyAssignment(field) || ts.isShorthandPropertyAssignment(field))) {
    const value = ts.isPropertyAssignment(field) ? field.initializer : field.name;
    const wanted = checker.getContextualType(value);
    return compared(value, wanted, `field \`${field.name.getText(file)}\``, false, context) ?? plainly(node, context, said);
  }
  const arrow = said.code === 1360 ? undefined : ts.findAncestor(node, (one) => (one === satisfies ? "quit" : ts.isArrowFunction(one)));
  if (arrow && ts.isArrowFunction(arrow) && ts.isExpression(arrow.body)) {
    const given = ts.isCallExpression(arrow.parent) ? `what is given to \`${arrow.parent.expression.getText(file).replace(/^.*\./s, "")}\`` : "this function";
    return compared(arrow.body, checker.getContextualType(arrow.body), given, false, context) ?? plainly(node, context, said);
  }
  const expression = whole ?? node;
  const wanted = satisfies ? wantedType(satisfies, context) : undefined;
  return compared(expression, wanted, statement.expected?.label ?? "this place", statement.expected?.optional === true, context) ?? plainly(expression, context, said);
}

/** The wanted type as the spec's author knows it: without what the check program accepts beside it. */
function wantedType(satisfies: ts.SatisfiesExpression, { checker, statement }: RuleContext): ts.Type {
  const [reference] = ts.isUnionTypeNode(satisfies.type) ? satisfies.type.types : [satisfies.type];
  const argument = reference && ts.isTypeReferenceNode(reference) ? reference.typeArguments?.[0] : undefined;
  return checker.getTypeFromTypeNode(argument && statement.expected ? argument : satisfies.type);
}

function compared(value: ts.Node, wanted: ts.Type | undefined, label: string, optional: boolean, { file, checker }: RuleContext): Problem | undefined {
  const actual = checker.getTypeAtLocation(value);
  if (!wanted || isSilent(actual)) return undefined;
  const present = checker.getNonNullableType(actual);
  if (mayBeMissing(actual) && !optional && (options(actual).every(isMissing) || fits(present, wanted, checker))) {
    return problem("WB2005", value, file, `${upperFirst(label)} is required, and ${source(value, file)} may be missing.`, "`??` gives another value where it is missing; `?? fail(\"…\")` refuses the message.");
  }
  const differing = difference(present, wanted, checker);
  const shown = describe(wanted, checker);
  const message = differing ? `${upperFirst(label)} wants ${shown}; in ${source(value, file)} ${differing}.` : `${upperFirst(label)} wants ${shown}, and ${source(value, file)} is ${describe(actual, checker)}.`;
  return problem("WB2004", value, file, message, conversionHelp(present, wanted, checker));
}

function fits(actual: ts.Type, wanted: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.isTypeAssignableTo(actual, wanted);
}

function plainly(node: ts.Node, { file }: RuleContext, said: ts.Diagnostic): Problem {
  const message = ts.flattenDiagnosticMessageText(said.messageText, " ").replaceAll(/waybill\$\w+<([^<>]*)>/g, "$1").replaceAll("'", "`");
  return problem("WB2004", node, file, message.endsWith(".") ? message : `${message}.`);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
