import { ts } from "ts-morph";
import { amountProblem, firstOf, integerProblem, wantsDecimal } from "./amounts.ts";
import type { CheckedExpression } from "./check.ts";
import { printFor } from "./convert.ts";
import { type Demanded, demandedOf } from "./demanded.ts";
import { describe, isInteger, isMissing, itemType, mayBeMissing, opaqueOf, options } from "./describe.ts";
import { explain } from "./explain.ts";
import { twoCurrencies } from "./explain-call.ts";
import { bare, operatorProblem, source } from "./operators.ts";
import { Printer } from "./printer.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";
import type { Segment, UnitText } from "./unit-text.ts";
import { wireProblem } from "./wire.ts";

/** What the check found of one unit, free of places in the spec: those may move while the unit stays the same. */
export interface Verdict {
  readonly problems: readonly { readonly segment: Segment; readonly problem: Problem }[];
  readonly expressions: ReadonlyMap<string, Found>;
}

/** A checked expression without its place. */
export interface Found extends Omit<CheckedExpression, "expression" | "demanded"> {
  readonly code: string;
  readonly library: readonly string[];
  readonly demanded?: Demanded;
}

/** Judges a unit's expressions: TypeScript's findings first, then the rules for what it found nothing wrong with. */
export function judge(unit: UnitText, file: ts.SourceFile, program: ts.Program): Verdict {
  const checker = program.getTypeChecker();
  const said = program.getSemanticDiagnostics(file);
  const values = constants(file);
  const problems: Verdict["problems"][number][] = [];
  const expressions = new Map<string, Found>();
  for (const segment of unit.segments) {
    const value = values.get(segment.constant);
    if (!value)
      throw new Error(
        `Check text of expression ${segment.statement.id} has no constant ${segment.constant}.`,
      );
    const context: RuleContext = { checker, file, statement: segment.statement };
    const own = said.filter(({ start = -1 }) => start >= value.start && start <= value.end);
    const found = innermost([...own.flatMap((one) => explain(one, context) ?? []), ...rules(value, context)]);
    if (found.length === 0 && own.some((one) => !harmless.has(one.code)))
      found.push(...own.slice(0, 1).map((one) => unexplained(one, value.expression, file)));
    for (const one of found) problems.push({ segment, problem: one });
    if (found.length === 0) expressions.set(segment.statement.id, foundOf(value, context));
  }
  return { problems, expressions };
}

/** Findings about form alone, which the rules do not share. */
const harmless = new Set([2869, 2870, 2871, 2872, 2873, 2881]);

function unexplained(said: ts.Diagnostic, node: ts.Node, file: ts.SourceFile): Problem {
  return problem(
    "WB2004",
    node,
    file,
    ts.flattenDiagnosticMessageText(said.messageText, " ").replaceAll("'", "`"),
  );
}

interface Value {
  readonly expression: ts.Expression;
  /** Of the whole declaration: what TypeScript says of `satisfies` stands behind the expression. */
  readonly start: number;
  readonly end: number;
  /** What it must satisfy, as the spec's author knows it. */
  readonly wanted?: ts.TypeNode;
}

/** The expressions of the check text, by the constants that hold them. */
function constants(file: ts.SourceFile): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      /^e\$\d+$/.test(node.name.text)
    ) {
      const outer = node.initializer;
      const inner = ts.isSatisfiesExpression(outer) ? outer.expression : outer;
      if (ts.isParenthesizedExpression(inner)) {
        const type = ts.isSatisfiesExpression(outer)
          ? ts.isUnionTypeNode(outer.type)
            ? outer.type.types[0]
            : outer.type
          : undefined;
        const wanted = type && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
        found.set(node.name.text, {
          expression: inner.expression,
          start: node.getStart(file),
          end: node.end,
          ...(wanted && { wanted }),
        });
      }
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Of problems that stand inside one another only the inner one: the outer follows from it. One place, one problem. */
function innermost(problems: readonly Problem[]): Problem[] {
  return problems.filter((one, index) =>
    problems.every((other, at) => {
      // Whether the whole may be missing does not matter where its field does not exist anyhow.
      if (
        one.code === "WB2005" &&
        other.code === "WB2003" &&
        other.start > one.end &&
        other.start - one.end <= 2
      )
        return false;
      if (other === one || other.start < one.start || other.end > one.end) return true;
      return other.start === one.start && other.end === one.end && index < at;
    }),
  );
}

function rules(value: Value, context: RuleContext): Problem[] {
  const found: Problem[] = [];
  const visit = (node: ts.Node): void => {
    const wrong =
      operatorProblem(node, context) ??
      (ts.isCallExpression(node) ? callProblem(node, context) : undefined) ??
      fieldProblem(node, context) ??
      uncalled(node, context);
    if (wrong) found.push(wrong);
    ts.forEachChild(node, visit);
  };
  visit(value.expression);
  const wanted = value.wanted && context.checker.getTypeFromTypeNode(value.wanted);
  const target =
    wanted &&
    ((ts.isObjectLiteralExpression(bare(value.expression))
      ? undefined
      : targetProblem(value.expression, wanted, context)) ??
      wireProblem(value.expression, wanted, context));
  if (target) found.push(target);
  return found;
}

function targetProblem(node: ts.Expression, wanted: ts.Type, context: RuleContext): Problem | undefined {
  if (wantsDecimal(wanted, context.checker)) return amountProblem(node, context);
  const present = options(wanted).filter((option) => !isMissing(option));
  return present.length > 0 && present.every(isInteger) ? integerProblem(node, context) : undefined;
}

/** A field of an object that the expression builds, where its target is a decimal. */
function fieldProblem(node: ts.Node, context: RuleContext): Problem | undefined {
  if (!ts.isPropertyAssignment(node)) return undefined;
  const wanted = context.checker.getContextualType(node.initializer);
  return wanted && options(wanted).some((option) => (option.flags & ts.TypeFlags.TemplateLiteral) !== 0)
    ? amountProblem(node.initializer, context)
    : undefined;
}

/** Arguments that stand where the library wants a decimal; dividing by a literal zero. */
function callProblem(call: ts.CallExpression, context: RuleContext): Problem | undefined {
  const { checker, file } = context;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration) return undefined;
  const parameters = parametersOf(declaration);
  const wrong = firstOf([...call.arguments.entries()], ([index, argument]) => {
    const takes = parameters[index];
    if (!takes?.decimal) return undefined;
    return takes.text && ts.isStringLiteralLike(bare(argument))
      ? undefined
      : amountProblem(argument, context);
  });
  if (wrong) return wrong;
  const currencies = parameters.some(({ money }) => money) ? twoCurrencies(call, context) : undefined;
  if (currencies) return currencies;
  const divisor = call.arguments[1] && bare(call.arguments[1]);
  const divides = ts.isIdentifier(call.expression) && call.expression.text === "divide" && divisor;
  return divides &&
    (ts.isNumericLiteral(divisor) || ts.isStringLiteralLike(divisor)) &&
    Number(divisor.text) === 0
    ? problem("WB2009", divisor, file, "The divisor is zero.")
    : undefined;
}

/** What the parameters of a library function take, by how they are declared. */
interface Takes {
  /** A decimal: binary floating point is none. `text()` takes any number. */
  readonly decimal: boolean;
  /** Also any text. */
  readonly text: boolean;
  readonly money: boolean;
}

function parametersOf(declaration: ts.Node): readonly Takes[] {
  const known = taken.get(declaration);
  if (known) return known;
  const parameters = ts.isFunctionDeclaration(declaration) ? declaration.parameters : [];
  const takes = parameters.map(({ type }) => {
    const text = type?.getText() ?? "";
    return {
      decimal: /Decimal(?:Like|OrText)/.test(text) && !text.includes("boolean"),
      text: text.includes("OrText"),
      money: text.includes("Money<"),
    };
  });
  taken.set(declaration, takes);
  return takes;
}

const taken = new WeakMap<ts.Node, readonly Takes[]>();

/** A function is no value: it is called where it stands. */
function uncalled(node: ts.Node, { checker, file }: RuleContext): Problem | undefined {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
  const { parent } = node;
  if (
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isPropertyAccessExpression(parent) && parent.name === node)
  )
    return undefined;
  if (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isParameter(parent) ||
    ts.isShorthandPropertyAssignment(parent)
  )
    return undefined;
  if (checker.getTypeAtLocation(node).getCallSignatures().length === 0) return undefined;
  const argument = ts.isCallExpression(parent);
  return problem(
    "WB2001",
    node,
    file,
    `${source(node, file)} is a function, and is not called.`,
    argument ? `Write \`item => ${node.getText(file)}(item)\`.` : `Write \`${node.getText(file)}(…)\`.`,
  );
}

function foundOf({ expression, wanted }: Value, { checker, statement }: RuleContext): Found {
  const type = checker.getTypeAtLocation(expression);
  const printer = new Printer(checker);
  const { expected, demandsOf } = statement;
  const demanded = demandsOf === undefined ? undefined : demandedOf(expression, demandsOf, checker);
  const target = {
    checker,
    shape: expected?.shape,
    type: wanted && checker.getTypeFromTypeNode(wanted),
    optional: expected?.optional ?? false,
  };
  const code = printFor(expression, target, printer);
  const present = options(type).filter((option) => !isMissing(option));
  const literals = literalsOf(present);
  return {
    code,
    library: [...printer.library].toSorted(),
    mayBeMissing: mayBeMissing(type),
    mayBeNull: options(type).some((option) => (option.flags & ts.TypeFlags.Null) !== 0),
    typeText: describe(type, checker),
    // What is made by something that has an error of its own is of any type: that is told there, and once.
    isList:
      (type.flags & ts.TypeFlags.Any) !== 0 ||
      (present.length > 0 && present.every((option) => itemType(option, checker) !== undefined)),
    ...(literals && { literals }),
    ...(demanded && { demanded }),
  };
}

function literalsOf(types: readonly ts.Type[]): readonly (string | number | boolean)[] | undefined {
  const values = types.map((type) => {
    if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
    return type.flags & ts.TypeFlags.BooleanLiteral
      ? (type as unknown as { readonly intrinsicName: string }).intrinsicName === "true"
      : undefined; // public types do not show the value
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 && !types.some((type) => opaqueOf(type))
    ? known
    : undefined;
}
