import { ts } from "ts-morph";
import { conversionHelp } from "./conversion-help.ts";
import {
  describe,
  isMissing,
  isSilent,
  itemType,
  mayBeMissing,
  opaqueIn,
  opaqueOf,
  options,
} from "./describe.ts";
import { libraryFunctions } from "./library.generated.ts";
import { source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/** Why a call does not fit: TypeScript speaks of overloads, this of the first argument that is wrong. */
export function explainCall(node: ts.Node, context: RuleContext, said: ts.Diagnostic): Problem | undefined {
  const { file, checker } = context;
  const call = ts.isCallExpression(node) ? node : ts.findAncestor(node, ts.isCallExpression);
  if (!call) return undefined;
  const signatures = checker
    .getNonNullableType(checker.getTypeAtLocation(call.expression))
    .getCallSignatures();
  const name = ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : call.expression.getText(file);
  const wrong = countProblem(call, name, signatures, context);
  if (wrong) return wrong;
  const fitting = signatures.filter((signature) => inRange(call.arguments.length, signature));
  const judged = fitting.map((signature) => judge(call, signature, context));
  // The overload that goes furthest is the one that was meant.
  const [best] = judged.toSorted((a, b) => b.accepted - a.accepted);
  const currencies = twoCurrencies(call, context);
  if (currencies) return currencies;
  if (!best?.failed) return fallback(call, name, context, said);
  const { argument, parameter } = best.failed;
  const actual = checker.getTypeAtLocation(argument);
  const wanted = wantedWords(judged, argument);
  if (mayBeMissing(actual) && accepts(parameter, checker.getNonNullableType(actual), checker)) {
    return problem(
      "WB2005",
      argument,
      file,
      `${source(argument, file)} may be missing, and \`${name}\` needs ${wanted}.`,
      "`??` gives another value where it is missing.",
    );
  }
  return problem(
    "WB2004",
    argument,
    file,
    `\`${name}\` takes ${wanted} here, and ${source(argument, file)} is ${describe(actual, checker)}.`,
    helpFor(parameter, actual, checker),
  );
}

function inRange(count: number, signature: ts.Signature): boolean {
  return count >= required(signature) && count <= signature.parameters.length;
}

function required(signature: ts.Signature): number {
  return signature.parameters.filter((parameter) => !isOptional(parameter)).length;
}

function isOptional(parameter: ts.Symbol): boolean {
  const declaration = parameter.valueDeclaration;
  return declaration !== undefined && ts.isParameter(declaration) && declaration.questionToken !== undefined;
}

function countProblem(
  call: ts.CallExpression,
  name: string,
  signatures: readonly ts.Signature[],
  { file, checker }: RuleContext,
): Problem | undefined {
  const given = call.arguments.length;
  const [first] = signatures;
  if (!first || signatures.some((signature) => inRange(given, signature))) return undefined;
  const least = Math.min(...signatures.map(required));
  const most = Math.max(...signatures.map((signature) => signature.parameters.length));
  const names = first.parameters.map((parameter) => parameter.name);
  const count = least === most ? String(least) : `${least} to ${most}`;
  const lacking = names
    .slice(given, least)
    .map((one) => `\`${one}\``)
    .join(", ");
  const message = `\`${name}\` takes ${count} argument${most === 1 ? "" : "s"}${lacking ? `; ${lacking} ${least - given > 1 ? "are" : "is"} not given` : ` and is given ${given}`}.`;
  const extra = call.arguments[most];
  return problem(
    "WB2010",
    extra ?? call,
    file,
    message,
    `\`${libraryFunctions.find((one) => one.name === name)?.signature.replace("function ", "") ?? name + checker.signatureToString(first)}\``,
  );
}

interface Judgement {
  readonly accepted: number;
  readonly failed?: { readonly argument: ts.Expression; readonly parameter: ts.Symbol };
}

function judge(call: ts.CallExpression, signature: ts.Signature, { checker }: RuleContext): Judgement {
  let accepted = 0;
  for (const [index, argument] of call.arguments.entries()) {
    const parameter = signature.parameters[index];
    if (!parameter || accepts(parameter, checker.getTypeAtLocation(argument), checker)) accepted += 1;
    else return { accepted, failed: { argument, parameter } };
  }
  return { accepted };
}

function typeText(parameter: ts.Symbol): string {
  const declaration = parameter.valueDeclaration;
  return declaration && ts.isParameter(declaration) && declaration.type ? declaration.type.getText() : "";
}

/** Whether the parameter takes the type. Type parameters stand for what they are inside of: money of any currency, any list. */
function accepts(parameter: ts.Symbol, type: ts.Type, checker: ts.TypeChecker): boolean {
  if (isSilent(type)) return true;
  const text = typeText(parameter);
  const maybe = text.startsWith("Maybe<") || /\| (?:null|undefined)/.test(text);
  return options(type).every((option) => {
    if (isMissing(option)) return maybe;
    if (/Money<Currency>\[\]/.test(text))
      return (
        opaqueIn(itemType(option, checker) ?? option) === "money" && itemType(option, checker) !== undefined
      );
    if (text.includes("Money<")) return opaqueOf(option) === "money";
    if (text.includes("=>")) return option.getCallSignatures().length > 0;
    if (/\b(?:T|K|U)\b.*\[\]/.test(text)) return itemType(option, checker) !== undefined;
    if (/^(?:Maybe<)?(?:T|K|U|Currency)\b/.test(text))
      return text.includes("Currency") ? (option.flags & ts.TypeFlags.StringLike) !== 0 : true;
    const wanted = parameter.valueDeclaration
      ? checker.getTypeOfSymbolAtLocation(parameter, parameter.valueDeclaration)
      : undefined;
    return !wanted || checker.isTypeAssignableTo(option, wanted);
  });
}

/** What the overloads want at this argument, together: "a decimal or money". */
function wantedWords(judged: readonly Judgement[], argument: ts.Expression): string {
  const texts = judged.flatMap(({ failed }) =>
    failed?.argument === argument ? [words(typeText(failed.parameter))] : [],
  );
  return [...new Set(texts)].join(" or ");
}

function words(text: string): string {
  const inner = text.replace(/^Maybe<(.*)>$/, "$1").replace(/^readonly /, "");
  if (inner.endsWith("[]")) {
    const item = inner.slice(0, -2).replace(/^\((.*)\)$/, "$1");
    return /^(?:T\b|Maybe<string>)/.test(item)
      ? item.startsWith("T")
        ? "a list"
        : "a list of text"
      : `a list of ${words(item).replace(/^an? /, "")}s`.replace("moneys", "money").replace("texts", "text");
  }
  if (inner.includes("=>")) return "a function, as in `item => …`,";
  const parts = inner.split(" | ").map((part) => part.trim());
  const known = parts.map(
    (part) => parameterWords[part] ?? (part.startsWith("Money<") ? "money" : part.replace(/^.*\./, "")),
  );
  return [...new Set(known)]
    .map((word) => (/^[A-Z]/.test(word) ? `${/^[AEIOU]/.test(word) ? "an" : "a"} ${word}` : word))
    .join(" or ");
}

const parameterWords: Readonly<Record<string, string>> = {
  DecimalLike: "a decimal",
  DecimalOrText: "a decimal or text",
  Decimal: "a decimal",
  Money: "money",
  Instant: "an instant",
  string: "text",
  number: "a number",
  boolean: "a boolean",
  Currency: "a currency",
  Rounding: 'a rounding ("halfUp", "halfEven", "down", "up", "floor", "ceiling")',
};

function helpFor(parameter: ts.Symbol, actual: ts.Type, checker: ts.TypeChecker): string | undefined {
  const text = typeText(parameter);
  if (
    text.includes("DecimalLike") &&
    options(actual).some((option) => (option.flags & ts.TypeFlags.StringLike) !== 0)
  )
    return "Declare the field `format: decimal` in the system's schema, or read it by `decimal(…)`.";
  if (text.includes("DecimalLike") && opaqueIn(actual) === "money")
    return "Both must be decimals or both money; the amount of money is its field `amount`.";
  const wanted = parameter.valueDeclaration
    ? checker.getTypeOfSymbolAtLocation(parameter, parameter.valueDeclaration)
    : undefined;
  return wanted && conversionHelp(actual, wanted, checker);
}

/** Money of two known currencies among the arguments, in lists too. */
export function twoCurrencies(call: ts.CallExpression, { checker, file }: RuleContext): Problem | undefined {
  const known = call.arguments.flatMap((argument) => {
    const type = options(checker.getTypeAtLocation(argument)).map(
      (option) => itemType(option, checker) ?? option,
    );
    return type
      .flatMap((one) => options(one))
      .flatMap((option) => {
        if (opaqueOf(option) !== "money") return [];
        const [currency] = checker.getTypeArguments(option as ts.TypeReference); // Money is generic
        return currency?.isStringLiteral() ? [{ argument, currency: currency.value }] : [];
      });
  });
  const [first] = known;
  const other = known.find((one) => one.currency !== first?.currency);
  if (!first || !other) return undefined;
  return problem(
    "WB2008",
    other.argument,
    file,
    `${source(other.argument, file)} is money in ${other.currency}, and cannot be put together with money in ${first.currency}.`,
    "Convert one of them first: its amount by the rate, then `money(amount, currency)`.",
  );
}

function fallback(
  call: ts.CallExpression,
  name: string,
  { file }: RuleContext,
  said: ts.Diagnostic,
): Problem {
  if (said.code === 2684)
    return problem(
      "WB2006",
      call,
      file,
      `\`${name}\` takes a list of text, numbers or booleans, and this list holds something else.`,
      "Map its items by `text(…)` first.",
    );
  const last = ts.flattenDiagnosticMessageText(said.messageText, "\n").split("\n").at(-1)?.trim() ?? "";
  return problem(
    "WB2004",
    call,
    file,
    `The arguments of \`${name}\` do not fit together: ${last.replaceAll("'", "`")}`,
  );
}
