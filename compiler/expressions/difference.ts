import { ts } from "ts-morph";
import { describe, isMissing, itemType, opaqueIn } from "./describe.ts";

/** The first place where one object or list does not fit another; undefined where the whole is to be named instead. */
export function difference(actual: ts.Type, wanted: ts.Type, checker: ts.TypeChecker): string | undefined {
  return differs(actual, checker.getNonNullableType(wanted), checker, "", 0);
}

function differs(
  actual: ts.Type,
  wanted: ts.Type,
  checker: ts.TypeChecker,
  path: string,
  depth: number,
): string | undefined {
  if (depth > 8) return undefined;
  const [from, to] = [itemType(actual, checker), itemType(wanted, checker)];
  if (from && to) return differs(from, to, checker, path, depth + 1);
  if (!isObject(actual, checker) || !isObject(wanted, checker)) return undefined;
  const lacking = checker
    .getPropertiesOfType(wanted)
    .filter((property) => !isOptional(property) && !checker.getPropertyOfType(actual, property.name));
  if (lacking.length > 0)
    return `${lacking.map(({ name }) => `\`${path}${name}\``).join(", ")} ${lacking.length > 1 ? "are" : "is"} missing`;
  for (const property of checker.getPropertiesOfType(wanted)) {
    const own = checker.getPropertyOfType(actual, property.name);
    const [given, target] = [own && checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(property)];
    if (!given || checker.isTypeAssignableTo(given, target)) continue;
    const inner = differs(
      checker.getNonNullableType(given),
      checker.getNonNullableType(target),
      checker,
      `${path}${property.name}.`,
      depth + 1,
    );
    return (
      inner ??
      `\`${path}${property.name}\` is ${describe(given, checker)} instead of ${describe(target, checker)}`
    );
  }
  return undefined;
}

function isObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    !itemType(type, checker) &&
    !opaqueIn(type) &&
    !isMissing(type)
  );
}

function isOptional(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}
