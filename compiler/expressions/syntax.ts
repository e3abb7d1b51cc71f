import { ts } from "ts-morph";
import { refusal } from "./allow-list.ts";

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
  /** Where the allow-list let it through; positions count from one character before its text. */
  readonly parsed?: ExpressionTree;
}

export interface ExpressionTree {
  readonly tree: ts.Expression;
  readonly file: ts.SourceFile;
}

/** Longer than any expression a person writes; bounds the time that hostile text can cost. */
const longest = 10_000;
/** Bounds recursion here, in the type checker and in the printer. */
const deepest = 250;
const tooDeep = `The expression is nested more than ${deepest} deep.`;

const { SyntaxKind } = ts;

const known = new Map<string, ParsedExpression>();
let kept = 0;
/** Characters of expressions whose trees are kept: an estate of a few thousand routes. */
const most = 4_000_000;

/**
 * Parses an expression by itself and holds it against the allow-list. Its text is all that this depends on, so it is done once for
 * the type check, the flow of values and the rules, and of a watched estate once for all compilations.
 */
export function parseExpression(text: string): ParsedExpression {
  const before = known.get(text);
  if (before) return before;
  const found = parsedAnew(text);
  kept += text.length;
  if (kept > most) {
    // Of many edits the texts that nobody writes any more.
    known.clear();
    kept = text.length;
  }
  known.set(text, found);
  return found;
}

function parsedAnew(text: string): ParsedExpression {
  if (text.trim() === "")
    return failed(
      "WB2000",
      0,
      text.length,
      "The expression is empty.",
      "Write a constant without `=`, or what the value is made of.",
    );
  if (text.length > longest)
    return failed(
      "WB2000",
      0,
      text.length,
      `The expression is longer than ${longest} characters.`,
      "Move it into a Function.",
    );
  const source = parse(text);
  if (!source) return failed("WB2000", 0, text.length, tooDeep, "Move it into a Function.");
  const [broken] = (source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] })
    .parseDiagnostics; // public only through a Program
  const expression = whole(source);
  if (broken || !expression) return { problems: [unreadable(text, broken)], buildsValue: false };
  const problems: SyntaxProblem[] = [];
  let buildsValue = false;
  const visit = (node: ts.Node, parent: ts.Node, depth: number) => {
    if (depth > deepest) {
      if (problems.length === 0)
        problems.push({
          code: "WB2000",
          start: 0,
          end: text.length,
          message: tooDeep,
          help: "Move it into a Function.",
        });
      return;
    }
    if (node.kind === SyntaxKind.ObjectLiteralExpression || node.kind === SyntaxKind.ArrayLiteralExpression)
      buildsValue = true;
    const refused = refusal(node, parent, source);
    if (refused)
      problems.push({
        code: "WB2001",
        start: node.getStart(source) - 1,
        end: Math.min(node.end - 1, text.length),
        ...refused,
      });
    else ts.forEachChild(node, (child) => visit(child, node, depth + 1));
  };
  visit(expression, source, 0);
  const comment = text.indexOf("@ts-");
  if (comment >= 0 && problems.length === 0)
    problems.push({
      code: "WB2001",
      start: comment,
      end: comment + 4,
      message: "`@ts-` may not stand in an expression: it would tell the type checker to look away.",
    });
  return {
    problems,
    buildsValue,
    ...(problems.length === 0 && { parsed: { tree: expression, file: source } }),
  };
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
  return ts.isParenthesizedExpression(expression) && expression.end === source.text.length
    ? expression.expression
    : undefined;
}

function failed(
  code: SyntaxProblem["code"],
  start: number,
  end: number,
  message: string,
  help: string,
): ParsedExpression {
  return { problems: [{ code, start, end, message, help }], buildsValue: false };
}

function unreadable(text: string, broken: ts.DiagnosticWithLocation | undefined): SyntaxProblem {
  const at = Math.min(Math.max((broken?.start ?? 1) - 1, 0), text.length);
  const atEnd = at >= text.trimEnd().length;
  const closes = broken?.code === closingExpected && !openIn(text.slice(0, at));
  const said =
    broken && !closes
      ? ts.flattenDiagnosticMessageText(broken.messageText, " ").replace(/\.$/, "")
      : "something stands after its end";
  const word = /^\s*(and|or|not|if|then|else|is|in|like|eq|ne|gt|lt)\b/i.exec(text.slice(at))?.[1];
  return {
    code: "WB2000",
    start: atEnd ? Math.max(text.trimEnd().length - 1, 0) : at,
    end: atEnd
      ? Math.max(text.trimEnd().length, 1)
      : Math.max(at + 1, Math.min(at + (broken?.length ?? 1), text.length)),
    message: atEnd ? `The expression ends too early: ${said}.` : `The expression cannot be read: ${said}.`,
    help:
      (word !== undefined && wordInstead.get(word.toLowerCase())) ||
      "Check brackets and quotes. In flow style an expression that holds `, [ ] { }`, and anywhere one that holds `: ` or ` #`, must be quoted as a whole.",
  };
}

/** TypeScript's "')' expected": of the parentheses put around the text, unless one of its own is open. */
const closingExpected = 1005;

function openIn(text: string): boolean {
  return text.split("(").length > text.split(")").length;
}

const choice = "A choice is written `condition ? one : other`.";

/** Words of other languages, and what stands for them here. */
const wordInstead: ReadonlyMap<string, string> = new Map([
  ["and", "`&&` stands for `and`."],
  ["or", "`||` stands for `or` between conditions, `??` gives another value where one is missing."],
  ["not", "`!` stands for `not`."],
  ["if", choice],
  ["then", choice],
  ["else", choice],
  ["is", "`==` compares; `== null` asks whether it is missing."],
  ["in", "`list.includes(value)` asks whether it is one of them."],
  ["like", "`contains(text, part)`, `startsWith(…)` and `endsWith(…)` look into text."],
  ["eq", "`==` compares."],
  ["ne", "`!=` compares."],
  ["gt", "`>` compares numbers."],
  ["lt", "`<` compares numbers."],
]);
