import { ts } from "ts-morph";
import { conversionHelp } from "./conversion-help.ts";
import { describe, isMissing, isSilent, mayBeMissing, options } from "./describe.ts";
import { difference } from "./difference.ts";
import { source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/** A value of one type where another is wanted: of the whole expression, or of a field that it builds. */
export function mismatch(node: ts.Node, context: RuleContext, said: ts.Diagnostic): Problem {
  const { file, checker, statement } = context;
  const satisfies = ts.findAncestor(node, ts.isSatisfiesExpression);
  const whole =
    satisfies && ts.isParenthesizedExpression(satisfies.expression)
      ? satisfies.expression.expression
      : undefined;
  const field =
    said.code === 1360
      ? undefined
      : ts.findAncestor(node, (one) =>
          one === satisfies ? "quit" : ts.isPropertyAssignment(one) || ts.isShorthandPropertyAssignment(one),
        );
  if (field && (ts.isPropertyAssignment(field) || ts.isShorthandPropertyAssignment(field))) {
    const value = ts.isPropertyAssignment(field) ? field.initializer : field.name;
    const wanted = checker.getContextualType(value);
    return (
      compared(value, wanted, `field \`${field.name.getText(file)}\``, false, context) ??
      plainly(node, context, said)
    );
  }
  const arrow =
    said.code === 1360
      ? undefined
      : ts.findAncestor(node, (one) => (one === satisfies ? "quit" : ts.isArrowFunction(one)));
  if (arrow && ts.isArrowFunction(arrow) && ts.isExpression(arrow.body)) {
    const given = ts.isCallExpression(arrow.parent)
      ? `what is given to \`${arrow.parent.expression.getText(file).replace(/^.*\./s, "")}\``
      : "this function";
    return (
      compared(arrow.body, checker.getContextualType(arrow.body), given, false, context) ??
      plainly(node, context, said)
    );
  }
  const expression = whole ?? node;
  const wanted = satisfies ? wantedType(satisfies, context) : undefined;
  return (
    compared(
      expression,
      wanted,
      statement.expected?.label ?? "this place",
      statement.expected?.optional === true,
      context,
    ) ?? plainly(expression, context, said)
  );
}

/** The wanted type as the spec's author knows it: without what the check program accepts beside it. */
function wantedType(satisfies: ts.SatisfiesExpression, { checker, statement }: RuleContext): ts.Type {
  const [reference] = ts.isUnionTypeNode(satisfies.type) ? satisfies.type.types : [satisfies.type];
  const argument = reference && ts.isTypeReferenceNode(reference) ? reference.typeArguments?.[0] : undefined;
  return checker.getTypeFromTypeNode(argument && statement.expected ? argument : satisfies.type);
}

function compared(
  value: ts.Node,
  wanted: ts.Type | undefined,
  label: string,
  optional: boolean,
  { file, checker }: RuleContext,
): Problem | undefined {
  const actual = checker.getTypeAtLocation(value);
  if (!wanted || isSilent(actual)) return undefined;
  const present = checker.getNonNullableType(actual);
  if (
    mayBeMissing(actual) &&
    !optional &&
    (options(actual).every(isMissing) || fits(present, wanted, checker))
  ) {
    return problem(
      "WB2005",
      value,
      file,
      `${upperFirst(label)} is required, and ${source(value, file)} may be missing.`,
      '`??` gives another value where it is missing; `?? fail("…")` refuses the message.',
    );
  }
  const differing = difference(present, wanted, checker);
  const shown = describe(wanted, checker);
  const message = differing
    ? `${upperFirst(label)} wants ${shown}; in ${source(value, file)} ${differing}.`
    : `${upperFirst(label)} wants ${shown}, and ${source(value, file)} is ${describe(actual, checker)}.`;
  return problem("WB2004", value, file, message, conversionHelp(present, wanted, checker));
}

function fits(actual: ts.Type, wanted: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.isTypeAssignableTo(actual, wanted);
}

/** TypeScript's own words, where there are none better. */
export function plainly(node: ts.Node, { file }: RuleContext, said: ts.Diagnostic): Problem {
  const message = ts
    .flattenDiagnosticMessageText(said.messageText, " ")
    .replaceAll(/waybill\$\w+<([^<>]*)>/g, "$1")
    .replaceAll("'", "`");
  return problem("WB2004", node, file, message.endsWith(".") ? message : `${message}.`);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
