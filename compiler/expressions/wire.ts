import { ts } from "ts-morph";
import { firstOf } from "./amounts.ts";
import { mappedBody } from "./convert.ts";
import { isMissing, itemType, opaqueOf, options } from "./describe.ts";
import { bare, source } from "./operators.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/**
 * An object or list that is passed on whole keeps the wire forms it came with. Where the target wants a decimal inside it in
 * another form, nothing would convert it: it has to be built field by field.
 */
export function wireProblem(node: ts.Expression, wanted: ts.Type, context: RuleContext): Problem | undefined {
  const { checker, file } = context;
  const value = bare(node);
  if (ts.isObjectLiteralExpression(value)) {
    return firstOf(value.properties.filter(ts.isPropertyAssignment), (property) => {
      const target = checker.getPropertyOfType(
        checker.getNonNullableType(wanted),
        property.name.getText(file),
      );
      return target && wireProblem(property.initializer, checker.getTypeOfSymbol(target), context);
    });
  }
  const item = firstOf(options(wanted), (option) => itemType(option, checker));
  const body = mappedBody(value)?.body;
  if (body) return item && wireProblem(body, item, context);
  if (ts.isArrayLiteralExpression(value))
    return item && firstOf(value.elements, (element) => wireProblem(element, item, context));
  if (ts.isConditionalExpression(value))
    return wireProblem(value.whenTrue, wanted, context) ?? wireProblem(value.whenFalse, wanted, context);
  if (ts.isBinaryExpression(value))
    return wireProblem(value.left, wanted, context) ?? wireProblem(value.right, wanted, context);
  const found = differing(checker.getTypeAtLocation(value), wanted, checker, [], 0);
  if (!found || found.path.length === 0) return undefined;
  return problem(
    "WB2004",
    value,
    file,
    `In ${source(value, file)} \`${found.path.join(".")}\` is a decimal ${forms[found.given]}, and ${forms[found.wanted]} it is wanted.`,
    "Build the value field by field: then each decimal is written as its target wants it.",
  );
}

type Wire = "text" | "number";
const forms = { text: "in text", number: "as a JSON number" } as const;

interface Differing {
  readonly path: readonly string[];
  readonly given: Wire;
  readonly wanted: Wire;
}

/** Deeper than any payload that a person maps by hand; bounds recursive types. */
const deepest = 6;

function differing(
  given: ts.Type,
  wanted: ts.Type,
  checker: ts.TypeChecker,
  path: readonly string[],
  depth: number,
): Differing | undefined {
  if (given === wanted || depth > deepest) return undefined;
  const [from, to] = [only(given), only(wanted)];
  if (!from || !to || from === to) return undefined;
  const [own, other] = [wireOf(from, checker), wireOf(to, checker)];
  if (own && other) return own === other ? undefined : { path, given: own, wanted: other };
  const [item, target] = [itemType(from, checker), itemType(to, checker)];
  if (item && target) return differing(item, target, checker, path, depth + 1);
  if (item || target || opaqueOf(from) || opaqueOf(to)) return undefined;
  if (!(from.flags & ts.TypeFlags.Object) || !(to.flags & ts.TypeFlags.Object)) return undefined;
  for (const property of checker.getPropertiesOfType(to)) {
    const same = checker.getPropertyOfType(from, property.name);
    const found =
      same &&
      differing(
        checker.getTypeOfSymbol(same),
        checker.getTypeOfSymbol(property),
        checker,
        [...path, property.name],
        depth + 1,
      );
    if (found) return found;
  }
  return undefined;
}

/** The one type that a value has where it is not missing; undefined where there are several. */
function only(type: ts.Type): ts.Type | undefined {
  const present = options(type).filter((option) => !isMissing(option));
  return present.length === 1 ? present[0] : undefined;
}

function wireOf(type: ts.Type, checker: ts.TypeChecker): Wire | undefined {
  if (opaqueOf(type) !== "decimal") return undefined;
  const [argument] = checker.getTypeArguments(type as ts.TypeReference); // Decimal is generic
  const value = argument?.isStringLiteral() ? argument.value : undefined;
  return value === "text" || value === "number" ? value : undefined;
}
