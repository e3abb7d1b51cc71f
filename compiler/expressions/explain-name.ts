import { ts } from "ts-morph";
import { nearest } from "../diagnostics/nearest.ts";
import { describe, isText, itemType, opaqueIn } from "./describe.ts";
import { functionInstead, methodInstead } from "./instead.ts";
import { libraryFunctions } from "./library.generated.ts";
import { source } from "./operators.ts";
import { reservedPrefix } from "./prelude.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/** Names and fields that do not exist, with the near miss. */

export function unknownName(node: ts.Node, { file, checker }: RuleContext): Problem {
  const name = node.getText(file);
  const symbols = checker.getSymbolsInScope(node, ts.SymbolFlags.Value);
  const later = new Set(symbols.filter((symbol) => isLater(symbol, node)).map((symbol) => symbol.name));
  const inScope = symbols
    .map((symbol) => symbol.name)
    .filter(
      (one) =>
        !later.has(one) &&
        !one.startsWith(reservedPrefix) &&
        !/^e\$\d+$/.test(one) &&
        one !== "globalThis" &&
        one !== "undefined" &&
        one !== "arguments",
    );
  const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
  const instead = called ? functionInstead.get(name.toLowerCase()) : undefined;
  const near = instead === undefined && !later.has(name) ? nearest(name, inScope) : undefined;
  const message = called ? `There is no function \`${name}\`.` : `There is no \`${name}\` here.`;
  const own = inScope.filter((one) => !libraryNames.has(one));
  const listed = own.length > 0 ? `In scope: ${inTicks(own)}.` : "";
  const help = near
    ? `Did you mean \`${near}\`?`
    : instead !== undefined
      ? `Use ${instead}.`
      : called
        ? "The library's functions are listed in docs/reference/library.md."
        : later.has(name)
          ? `This step or a later one makes it: a step sees those before it. ${listed}`.trimEnd()
          : listed || undefined;
  return problem("WB2002", node, file, message, help, near);
}

function inTicks(names: readonly string[]): string {
  return names
    .slice(0, 12)
    .map((one) => `\`${one}\``)
    .join(", ");
}

/** TypeScript counts what a block declares further down as in its scope. */
function isLater(symbol: ts.Symbol, node: ts.Node): boolean {
  const declared = symbol.valueDeclaration;
  return declared?.getSourceFile() === node.getSourceFile() && declared.pos > node.pos;
}

const libraryNames = new Set(libraryFunctions.map((one) => one.name));

export function unknownField(node: ts.Node, { file, checker }: RuleContext): Problem {
  const parent = ts.isPropertyAccessExpression(node.parent)
    ? node.parent
    : ts.isElementAccessExpression(node)
      ? node
      : ts.isElementAccessExpression(node.parent)
        ? node.parent
        : undefined;
  if (!parent) return problem("WB2003", node, file, `There is no field ${source(node, file)}.`);
  const place = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
  const name = ts.isStringLiteralLike(place) ? place.text : place.getText(file);
  const owner = checker.getNonNullableType(checker.getTypeAtLocation(parent.expression));
  const whose = source(parent.expression, file);
  const opaque = opaqueIn(owner);
  if (opaque && opaque !== "money")
    return problem(
      "WB2003",
      place,
      file,
      `${whose} is ${describe(owner, checker)}, which has no fields; there is no \`${name}\`.`,
      "It goes through the library's functions.",
    );
  const known = checker
    .getPropertiesOfType(owner)
    .map((property) => property.name)
    .filter((one) => !one.includes(":"));
  if (isText(owner) || itemType(owner, checker)) {
    const instead = methodInstead[name];
    const near = nearest(name, known);
    return problem(
      "WB2003",
      place,
      file,
      `${whose} is ${describe(owner, checker)}, which has no \`${name}\`.`,
      instead ? `Use \`${instead}\`.` : near ? `Did you mean \`${near}\`?` : undefined,
      instead ? undefined : fieldInstead(near, place),
    );
  }
  const near = nearest(name, known);
  const instead = name === "toString" ? "Use `text(…)`." : undefined;
  const list =
    known.length > 0 && known.length <= 12
      ? `It has ${known.map((one) => `\`${one}\``).join(", ")}.`
      : undefined;
  return problem(
    "WB2003",
    place,
    file,
    `${whose} has no field \`${name}\`.`,
    near ? `Did you mean \`${near}\`?` : (instead ?? list),
    fieldInstead(near, place),
  );
}

/** A field behind a point, where its name can stand there; between brackets a person writes it. */
function fieldInstead(near: string | undefined, place: ts.Node): string | undefined {
  return near !== undefined && ts.isIdentifier(place) && /^[A-Za-z_$][\w$]*$/.test(near) ? near : undefined;
}
