import { ts } from "ts-morph";
import { reservedPrefix } from "./prelude.ts";

/** What may stand in an expression. The list is of what is allowed: all else is refused, with the reason where one is known. */

const { SyntaxKind } = ts;

/** Why something may not stand where it does; undefined where it may. */
export type Refusal = { readonly message: string; readonly help?: string } | undefined;

/** Member names that lead out of the data. */
const outside = new Set([
  "constructor",
  "__proto__",
  "prototype",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);
/** Names that TypeScript itself knows without a library. */
const unknownNames = new Set(["globalThis", "arguments", "eval", "NaN", "Infinity"]);

const operators: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.EqualsToken, "An expression cannot assign. Two equals signs compare."],
  [SyntaxKind.CommaToken, "A comma may stand between arguments and items only."],
  [SyntaxKind.PercentToken, "There is no `%`."],
  [SyntaxKind.AsteriskAsteriskToken, "There is no `**`."],
  [SyntaxKind.InKeyword, "There is no `in`. `present(x.field)` says whether a field is there."],
  [SyntaxKind.InstanceOfKeyword, "There is no `instanceof`."],
]);

const allowedOperators = new Set<ts.SyntaxKind>([
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.AsteriskToken,
  SyntaxKind.SlashToken,
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** What may stand anywhere, with nothing more to ask. */
const plainKinds = new Set<ts.SyntaxKind>([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ConditionalExpression,
  SyntaxKind.TemplateExpression,
  SyntaxKind.TemplateSpan,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.QuestionToken,
  SyntaxKind.ColonToken,
  SyntaxKind.QuestionDotToken,
  SyntaxKind.EqualsGreaterThanToken,
  ...allowedOperators,
]);

/** Why a node may not stand where it does; undefined where it may. The list is of what is allowed: all else is refused. */
export function refusal(node: ts.Node, parent: ts.Node, source: ts.SourceFile): Refusal {
  if (plainKinds.has(node.kind)) return undefined;
  // Read by itself the text is a script, where `await` is a name; in the check program it stands in a module, where it is not.
  if (ts.isIdentifier(node) && node.text === "await" && !isMemberName(node, parent))
    return { message: "An expression cannot wait: it has no `await`." };
  if (ts.isIdentifier(node)) return name(node.text);
  if (ts.isNumericLiteral(node)) return number(node, source);
  if (ts.isPropertyAccessExpression(node))
    return ts.isIdentifier(node.name) ? undefined : { message: "Private names do not exist here." };
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression) ? name(node.argumentExpression.text) : undefined;
  if (ts.isCallExpression(node)) return call(node);
  if (ts.isBinaryExpression(node)) return binary(node.operatorToken);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node.operator);
  if (ts.isArrowFunction(node)) return arrow(node, parent);
  if (ts.isParameter(node)) return undefined; // looked at with its arrow function
  if (ts.isArrayLiteralExpression(node))
    return node.elements.some(ts.isOmittedExpression) ? { message: "A list may not have holes." } : undefined;
  if (ts.isPropertyAssignment(node)) return propertyName(node.name);
  if (ts.isSpreadAssignment(node)) return undefined;
  if (ts.isSpreadElement(node))
    return { message: "`...` may stand in objects only.", help: "Lists are joined by `a.concat(b)`." };
  return {
    message: forbidden.get(node.kind) ?? "This is not part of the expression language.",
    help: "Expressions are values: names, fields, library calls, operators, conditions. What needs more is a Function.",
  };
}

const forbidden: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.NewExpression, "An expression cannot use `new`."],
  [SyntaxKind.ThisKeyword, "There is no `this`."],
  [SyntaxKind.AwaitExpression, "An expression cannot wait: it has no `await`."],
  [SyntaxKind.YieldExpression, "There is no `yield`."],
  [SyntaxKind.ImportKeyword, "An expression cannot import."],
  [SyntaxKind.MetaProperty, "An expression cannot import."],
  [SyntaxKind.FunctionExpression, "Write `x => …` instead of `function`."],
  [SyntaxKind.ClassExpression, "There are no classes."],
  [
    SyntaxKind.RegularExpressionLiteral,
    "There are no regular expressions. Text has `contains`, `startsWith`, `before`, `after`, `split`, `replace`.",
  ],
  [SyntaxKind.DeleteExpression, "An expression cannot change anything: there is no `delete`."],
  [SyntaxKind.TypeOfExpression, "There is no `typeof`: every value's type is known."],
  [SyntaxKind.VoidExpression, "There is no `void`."],
  [SyntaxKind.PostfixUnaryExpression, "An expression cannot change anything: there is no `++` or `--`."],
  [SyntaxKind.AsExpression, "An expression cannot claim a type with `as`."],
  [SyntaxKind.SatisfiesExpression, "There is no `satisfies`."],
  [SyntaxKind.TypeAssertionExpression, "An expression cannot claim a type."],
  [
    SyntaxKind.NonNullExpression,
    "An expression cannot claim with `!` that a value is there. Use `??`, `?.` or `required(…)`.",
  ],
  [SyntaxKind.TaggedTemplateExpression, "A template cannot be given to a function."],
  [SyntaxKind.BigIntLiteral, "A number with `n` is not needed: decimals have any number of digits, as text."],
]);

function isMemberName(node: ts.Node, parent: ts.Node): boolean {
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

function name(text: string): Refusal {
  if (outside.has(text)) return { message: `\`${text}\` reaches outside the data.` };
  if (unknownNames.has(text)) return { message: `There is no \`${text}\`.` };
  if (text.startsWith(reservedPrefix) || /^e\$\d+$/.test(text) || text.includes("waybill:"))
    return { message: `There is no \`${text}\`.` };
  return undefined;
}

function number(node: ts.NumericLiteral, source: ts.SourceFile): Refusal {
  const written = node.getText(source);
  if (!/^\d+(?:\.\d+)?$/.test(written))
    return { message: `\`${written}\` is not plain: numbers are written with digits and a point.` };
  return /^\d/.test(written) && written.replace(/\D/g, "").replace(/^0+/, "").length > 15
    ? {
        message: `\`${written}\` has more digits than a number keeps.`,
        help: `Write it as text: "${written}" counts as a decimal.`,
      }
    : undefined;
}

function call(node: ts.CallExpression): Refusal {
  if (node.typeArguments) return { message: "A call cannot name types." };
  if (node.arguments.some(ts.isSpreadElement))
    return { message: "Arguments are given one by one, not by `...`." };
  const callee = node.expression;
  if (ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee)) return undefined;
  return {
    message:
      forbidden.get(callee.kind) ??
      "Only a library function, a Function or a list's own method can be called, by its name.",
  };
}

function binary(operator: ts.BinaryOperatorToken): Refusal {
  if (allowedOperators.has(operator.kind)) return undefined;
  const token = ts.tokenToString(operator.kind) ?? "operator";
  const known = operators.get(operator.kind);
  if (known) return { message: known };
  return {
    message:
      token.endsWith("=") && !["<=", ">="].includes(token)
        ? "An expression cannot assign."
        : `There is no \`${token}\`.`,
  };
}

function prefix(operator: ts.PrefixUnaryOperator): Refusal {
  if (operator === SyntaxKind.ExclamationToken || operator === SyntaxKind.MinusToken) return undefined;
  if (operator === SyntaxKind.PlusToken)
    return {
      message: "`+` before a value is not part of the language.",
      help: "`integer(x)` and `decimal(x)` read text as numbers.",
    };
  return {
    message:
      operator === SyntaxKind.TildeToken
        ? "There is no `~`."
        : "An expression cannot change anything: there is no `++` or `--`.",
  };
}

function arrow(node: ts.ArrowFunction, parent: ts.Node): Refusal {
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(node))
    return { message: "`=>` may stand only as an argument of a call." };
  if (ts.isBlock(node.body))
    return {
      message: "After `=>` stands a value, not statements in `{ }`.",
      help: "An object is put in parentheses: `x => ({ … })`.",
    };
  if (node.modifiers || node.typeParameters || node.type || node.asteriskToken)
    return { message: "A function in an expression is only names, `=>` and a value." };
  const odd = node.parameters.some(
    (one) =>
      !ts.isIdentifier(one.name) ||
      one.initializer ||
      one.type ||
      one.questionToken ||
      one.dotDotDotToken ||
      one.modifiers,
  );
  return odd ? { message: "Before `=>` stand plain names only." } : undefined;
}

function propertyName(node: ts.PropertyName): Refusal {
  if (ts.isIdentifier(node) || ts.isStringLiteral(node)) return name(node.text);
  return { message: "A field of an object has a fixed name." };
}
