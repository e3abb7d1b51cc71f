import { ts } from "ts-morph";
import { reservedPrefix } from "./prelude.ts";

/** What is not allowed, with where it stands in the expression's text. */
export interface SyntaxProblem {
  readonly code: "WB2000" | "WB2001";
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
}

export interface ParsedExpression {
  readonly problems: readonly SyntaxProblem[];
  /** It holds an object or list literal: the value is built here, so literals inside are read against the target. */
  readonly buildsValue: boolean;
}

/** Longer than any expression a person writes; bounds the time that hostile text can cost. */
const longest = 10_000;
/** Bounds recursion here, in the type checker and in the printer. */
const deepest = 250;
const tooDeep = `The expression is nested more than ${deepest} deep.`;

const { SyntaxKind } = ts;

/** Parses an expression by itself and holds it against the allow-list. */
export function parseExpression(text: string): ParsedExpression {
  if (text.trim() === "") return failed("WB2000", 0, text.length, "The expression is empty.", "Write a constant without `=`, or what the value is made of.");
  if (text.length > longest) return failed("WB2000", 0, text.length, `The expression is longer than ${longest} characters.`, "Move it into a Function.");
  const source = parse(text);
  if (!source) return failed("WB2000", 0, text.length, tooDeep, "Move it into a Function.");
  const [broken] = (source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics; // public only through a Program
  const expression = whole(source);
  if (broken || !expression) return { problems: [unreadable(text, broken)], buildsValue: false };
  const problems: SyntaxProblem[] = [];
  let buildsValue = false;
  const visit = (node: ts.Node, parent: ts.Node, depth: number) => {
    if (depth > deepest) {
      if (problems.length === 0) problems.push({ code: "WB2000", start: 0, end: text.length, message: tooDeep, help: "Move it into a Function." });
      return;
    }
    if (node.kind === SyntaxKind.ObjectLiteralExpression || node.kind === SyntaxKind.ArrayLiteralExpression) buildsValue = true;
    const refused = refusal(node, parent, source);
    if (refused) problems.push({ code: "WB2001", start: node.getStart(source) - 1, end: Math.min(node.end - 1, text.length), ...refused });
    else ts.forEachChild(node, (child) => visit(child, node, depth + 1));
  };
  visit(expression, source, 0);
  const comment = text.indexOf("@ts-");
  if (comment >= 0 && problems.length === 0) problems.push({ code: "WB2001", start: comment, end: comment + 4, message: "`@ts-` may not stand in an expression: it would tell the type checker to look away." });
  return { problems, buildsValue };
}

/** Undefined where brackets are nested deeper than the parser's own recursion can follow. */
function parse(text: string): ts.SourceFile | undefined {
  try {
    return ts.createSourceFile("expression.ts", `(${text}\n)`, ts.ScriptTarget.Latest);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The one expression between the parentheses put around it; undefined where the text leaves them. */
function whole(source: ts.SourceFile): ts.Expression | undefined {
  const [statement, ...more] = source.statements;
  if (more.length > 0 || !statement || !ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  return ts.isParenthesizedExpression(expression) && expression.end === source.text.length ? expression.expression : undefined;
}

function failed(code: SyntaxProblem["code"], start: number, end: number, message: string, help: string): ParsedExpression {
  return { problems: [{ code, start, end, message, help }], buildsValue: false };
}

function unreadable(text: string, broken: ts.DiagnosticWithLocation | undefined): SyntaxProblem {
  const at = Math.min(Math.max((broken?.start ?? 1) - 1, 0), text.length);
  const atEnd = at >= text.trimEnd().length;
  const said = broken ? ts.flattenDiagnosticMessageText(broken.messageText, " ").replace(/\.$/, "") : "something stands after its end";
  return {
    code: "WB2000",
    start: atEnd ? Math.max(text.trimEnd().length - 1, 0) : at,
    end: atEnd ? Math.max(text.trimEnd().length, 1) : Math.max(at + 1, Math.min(at + (broken?.length ?? 1), text.length)),
    message: atEnd ? `The expression ends too early: ${said}.` : `The expression cannot be read: ${said}.`,
    help: "Check brackets and quotes. In flow style an expression that holds `, [ ] { }`, and anywhere one that holds `: ` or ` #`, must be quoted as a whole.",
  };
}

type Refusal = Pick<SyntaxProblem, "message" | "help"> | undefined;

/** Member names that lead out of the data. */
const outside = new Set(["constructor", "__proto__", "prototype", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"]);
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
function refusal(node: ts.Node, parent: ts.Node, source: ts.SourceFile): Refusal {
  if (plainKinds.has(node.kind)) return undefined;
  // Read by itself the text is a script, where `await` is a name; in the check program it stands in a module, where it is not.
  if (ts.isIdentifier(node) && node.text === "await" && !isMemberName(node, parent)) return { message: "An expression cannot wait: it has no `await`." };
  if (ts.isIdentifier(node)) return name(node.text);
  if (ts.isNumericLiteral(node)) return number(node, source);
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.name) ? undefined : { message: "Private names do not exist here." };
  if (ts.isElementAccessExpression(node)) return ts.isStringLiteralLike(node.argumentExpression) ? name(node.argumentExpression.text) : undefined;
  if (ts.isCallExpression(node)) return call(node);
  if (ts.isBinaryExpression(node)) return binary(node.operatorToken);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node.operator);
  if (ts.isArrowFunction(node)) return arrow(node, parent);
  if (ts.isParameter(node)) return undefined; // looked at with its arrow function
  if (ts.isArrayLiteralExpression(node)) return node.elements.some(ts.isOmittedExpression) ? { message: "A list may not have holes." } : undefined;
  if (ts.isPropertyAssignment(node)) return propertyName(node.name);
  if (ts.isSpreadAssignment(node)) return undefined;
  if (ts.isSpreadElement(node)) return { message: "`...` may stand in objects only.", help: "Lists are joined by `a.concat(b)`." };
  return { message: forbidden.get(node.kind) ?? "This is not part of the expression language.", help: "Expressions are values: names, fields, library calls, operators, conditions. What needs more is a Function." };
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
  [SyntaxKind.RegularExpressionLiteral, "There are no regular expressions. Text has `contains`, `startsWith`, `before`, `after`, `split`, `replace`."],
  [SyntaxKind.DeleteExpression, "An expression cannot change anything: there is no `delete`."],
  [SyntaxKind.TypeOfExpression, "There is no `typeof`: every value's type is known."],
  [SyntaxKind.VoidExpression, "There is no `void`."],
  [SyntaxKind.PostfixUnaryExpression, "An expression cannot change anything: there is no `++` or `--`."],
  [SyntaxKind.AsExpression, "An expression cannot claim a type with `as`."],
  [SyntaxKind.SatisfiesExpression, "There is no `satisfies`."],
  [SyntaxKind.TypeAssertionExpression, "An expression cannot claim a type."],
  [SyntaxKind.NonNullExpression, "An expression cannot claim with `!` that a value is there. Use `??`, `?.` or `required(…)`."],
  [SyntaxKind.TaggedTemplateExpression, "A template cannot be given to a function."],
  [SyntaxKind.BigIntLiteral, "A number with `n` is not needed: decimals have any number of digits, as text."],
]);

function isMemberName(node: ts.Node, parent: ts.Node): boolean {
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

function name(text: string): Refusal {
  if (outside.has(text)) return { message: `\`${text}\` reaches outside the data.` };
  if (unknownNames.has(text)) return { message: `There is no \`${text}\`.` };
  if (text.startsWith(reservedPrefix) || /^e\$\d+$/.test(text) || text.includes("waybill:")) return { message: `There is no \`${text}\`.` };
  return undefined;
}

function number(node: ts.NumericLiteral, source: ts.SourceFile): Refusal {
  const written = node.getText(source);
  if (!/^\d+(?:\.\d+)?$/.test(written)) return { message: `\`${written}\` is not plain: numbers are written with digits and a point.` };
  return /^\d/.test(written) && written.replace(/\D/g, "").replace(/^0+/, "").length > 15
    ? { message: `\`${written}\` has more digits than a number keeps.`, help: `Write it as text: "${written}" counts as a decimal.` }
    : undefined;
}

function call(node: ts.CallExpression): Refusal {
  if (node.typeArguments) return { message: "A call cannot name types." };
  if (node.arguments.some(ts.isSpreadElement)) return { message: "Arguments are given one by one, not by `...`." };
  const callee = node.expression;
  if (ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee)) return undefined;
  return { message: forbidden.get(callee.kind) ?? "Only a library function, a Function or a list's own method can be called, by its name." };
}

function binary(operator: ts.BinaryOperatorToken): Refusal {
  if (allowedOperators.has(operator.kind)) return undefined;
  const token = ts.tokenToString(operator.kind) ?? "operator";
  const known = operators.get(operator.kind);
  if (known) return { message: known };
  return { message: token.endsWith("=") && !["<=", ">="].includes(token) ? "An expression cannot assign." : `There is no \`${token}\`.` };
}

function prefix(operator: ts.PrefixUnaryOperator): Refusal {
  if (operator === SyntaxKind.ExclamationToken || operator === SyntaxKind.MinusToken) return undefined;
  if (operator === SyntaxKind.PlusToken) return { message: "`+` before a value is not part of the language.", help: "`integer(x)` and `decimal(x)` read text as numbers." };
  return { message: operator === SyntaxKind.TildeToken ? "There is no `~`." : "An expression cannot change anything: there is no `++` or `--`." };
}

function arrow(node: ts.ArrowFunction, parent: ts.Node): Refusal {
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(node)) return { message: "`=>` may stand only as an argument of a call." };
  if (ts.isBlock(node.body)) return { message: "After `=>` stands a value, not statements in `{ }`.", help: "An object is put in parentheses: `x => ({ … })`." };
  if (node.modifiers || node.typeParameters || node.type || node.asteriskToken) return { message: "A function in an expression is only names, `=>` and a value." };
  const odd = node.parameters.some((one) => !ts.isIdentifier(one.name) || one.initializer || one.type || one.questionToken || one.dotDotDotToken || one.modifiers);
  return odd ? { message: "Before `=>` stand plain names only." } : undefined;
}

function propertyName(node: ts.PropertyName): Refusal {
  if (ts.isIdentifier(node) || ts.isStringLiteral(node)) return name(node.text);
  return { message: "A field of an object has a fixed name." };
}
