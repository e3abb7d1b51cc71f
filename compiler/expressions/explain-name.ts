import { ts } from "ts-morph";
import { nearest } from "../diagnostics/nearest.ts";
import { describe, isText, itemType, opaqueIn } from "./describe.ts";
import { libraryFunctions } from "./library.generated.ts";
import { source } from "./operators.ts";
import { reservedPrefix } from "./prelude.ts";
import { type Problem, problem, type RuleContext } from "./problem.ts";

/** Names and fields that do not exist, with the near miss. */

export function unknownName(node: ts.Node, { file, checker }: RuleContext): Problem {
  const name = node.getText(file);
  const inScope = checker
    .getSymbolsInScope(node, ts.SymbolFlags.Value)
    .map((symbol) => symbol.name)
    .filter(
      (one) =>
        !one.startsWith(reservedPrefix) &&
        !/^e\$\d+$/.test(one) &&
        one !== "globalThis" &&
        one !== "undefined" &&
        one !== "arguments",
    );
  const near = nearest(name, inScope);
  const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
  const message = called ? `There is no function \`${name}\`.` : `There is no \`${name}\` here.`;
  const own = inScope.filter((one) => !libraryNames.has(one));
  const help = near
    ? `Did you mean \`${near}\`?`
    : called
      ? "The library's functions are listed in docs/reference/library.md."
      : own.length > 0
        ? `In scope: ${own
            .slice(0, 12)
            .map((one) => `\`${one}\``)
            .join(", ")}.`
        : undefined;
  return problem("WB2002", node, file, message, help, near);
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
  const list =
    known.length > 0 && known.length <= 12
      ? `It has ${known.map((one) => `\`${one}\``).join(", ")}.`
      : undefined;
  return problem(
    "WB2003",
    place,
    file,
    `${whose} has no field \`${name}\`.`,
    near ? `Did you mean \`${near}\`?` : list,
    fieldInstead(near, place),
  );
}

/** A field behind a point, where its name can stand there; between brackets a person writes it. */
function fieldInstead(near: string | undefined, place: ts.Node): string | undefined {
  return near !== undefined && ts.isIdentifier(place) && /^[A-Za-z_$][\w$]*$/.test(near) ? near : undefined;
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
