import { ts } from "ts-morph";
import type { Shape } from "../schema/shape.ts";
import { firstOf } from "./amounts.ts";
import { isInteger, isMissing, isNumber, itemType, mayBeMissing, opaqueOf, options } from "./describe.ts";
import { libraryFunctions } from "./library.generated.ts";
import { bare } from "./operators.ts";
import type { Printer } from "./printer.ts";

/** Prints an expression so that its value has the wire form that its target wants. */
export function printFor(node: ts.Expression, target: Target, printer: Printer): string {
  const printed = converted(bare(node), target, printer);
  if (!target.optional) return printed;
  const type = target.checker.getTypeAtLocation(node);
  const mayBeNull = options(type).some((option) => (option.flags & ts.TypeFlags.Null) !== 0);
  if (
    !mayBeNull ||
    printed === "undefined" ||
    printed.startsWith("jsonNumber(") ||
    printed.startsWith("decimalText(")
  )
    return printed;
  return printed === "null" ? "undefined" : `${operand(bare(node), printed)} ?? undefined`;
}

export interface Target {
  readonly checker: ts.TypeChecker;
  readonly shape?: Shape | undefined;
  /** The wanted type, for where no shape is known. */
  readonly type?: ts.Type | undefined;
  /** Null and missing leave the field out. */
  readonly optional: boolean;
}

function converted(node: ts.Expression, target: Target, printer: Printer): string {
  const { shape } = target;
  const wire = wireOf(shape) ?? (target.type && wireOfType(target.type, target.checker));
  if (wire) return decimal(node, wire, target, printer);
  if (ts.isConditionalExpression(node)) {
    return `${printer.print(node.condition)} ? ${nested(node.whenTrue, target, printer)} : ${nested(node.whenFalse, target, printer)}`;
  }
  if (ts.isObjectLiteralExpression(node))
    return printer.object(node, target.type, (value, name) =>
      printFor(value, fieldTarget(value, name, target), printer),
    );
  if (ts.isArrayLiteralExpression(node))
    return `[${node.elements.map((element) => printFor(element, itemTarget(element, target), printer)).join(", ")}]`;
  const mapped = mappedBody(node);
  if (mapped) {
    const body = printFor(mapped.body, itemTarget(mapped.body, target), printer);
    return printer.mapped(mapped.call, mapped.arrow, body);
  }
  const wantedItem =
    target.type && firstOf(options(target.type), (option) => itemType(option, target.checker));
  const item = wireOf(itemShape(shape)) ?? (wantedItem && wireOfType(wantedItem, target.checker));
  if (item !== undefined && itemWire(node, target) === item) return printer.print(node);
  if (item === "number" || item === "text") {
    printer.library.add(functionFor[item]);
    const optional = mayBeMissing(target.checker.getTypeAtLocation(node)) ? "?." : ".";
    return `${operand(node, printer.print(node))}${optional}map((item) => ${functionFor[item]}(item))`;
  }
  return printer.print(node);
}

/** `list.map(item => …)`: what it builds is converted where it is built. */
export function mappedBody(
  node: ts.Expression,
):
  | { readonly call: ts.CallExpression; readonly arrow: ts.ArrowFunction; readonly body: ts.Expression }
  | undefined {
  if (
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(node.expression) ||
    node.expression.name.text !== "map"
  )
    return undefined;
  const [arrow] = node.arguments;
  return arrow && ts.isArrowFunction(arrow) && ts.isExpression(arrow.body)
    ? { call: node, arrow, body: arrow.body }
    : undefined;
}

/** A branch of a condition, with parentheses where the author had to write them. */
function nested(node: ts.Expression, target: Target, printer: Printer): string {
  const text = converted(bare(node), target, printer);
  return ts.isParenthesizedExpression(node) && !isCalled(text) ? `(${text})` : text;
}

function isCalled(text: string): boolean {
  return /^[\w.]+(?:\([^()]*\))?$/.test(text);
}

const functionFor = { text: "decimalText", number: "jsonNumber" } as const;

function decimal(
  node: ts.Expression,
  wire: "text" | "number" | "either",
  target: Target,
  printer: Printer,
): string {
  if (ts.isConditionalExpression(node)) {
    return `${printer.print(node.condition)} ? ${decimal(bare(node.whenTrue), wire, target, printer)} : ${decimal(bare(node.whenFalse), wire, target, printer)}`;
  }
  const literal = literalText(node);
  if (literal !== undefined)
    return wire === "number" && literal.replace(/\D/g, "").length <= 15
      ? String(Number(literal))
      : wire === "number"
        ? printer.library1("jsonNumber", JSON.stringify(literal))
        : JSON.stringify(literal);
  const printed = printer.print(node);
  if (target.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Never) return printed; // it refuses the message
  if (isPath(node) && declaredWire(target.checker.getTypeAtLocation(node), target.checker) === wire)
    return printed;
  if (wire === "number") return printer.library1("jsonNumber", printed);
  if (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    exactFunctions.has(node.expression.text)
  )
    return printed;
  if (isNothing(node)) return printed;
  const type = target.checker.getTypeAtLocation(node);
  const number = options(type).some((option) => isNumber(option) || isInteger(option));
  return wire === "either" && !number ? printed : printer.library1("decimalText", printed);
}

/** A decimal that is written in the expression: plain digits, safe in any literal. */
function literalText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))
    return node.operand.text === "0" ? "0" : `-${node.operand.text}`;
  return undefined;
}

/** Library functions whose result is written as decimal text already. */
const exactFunctions = new Set(libraryFunctions.filter((one) => one.givesDecimal).map((one) => one.name));

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** How a decimal stands on the wire where one is wanted; undefined where none is. */
function wireOf(shape: Shape | undefined): "text" | "number" | "either" | undefined {
  if (shape?.kind === "decimal") return shape.wire;
  if (shape?.kind !== "union") return undefined;
  const present = shape.options.filter((option) => option.kind !== "null");
  return present.length === 1 ? wireOf(present[0]) : undefined;
}

/** The same, from the type: where a shape is only a reference to another. */
function wireOfType(type: ts.Type, checker: ts.TypeChecker): "text" | "number" | "either" | undefined {
  const decimals = options(type).filter((option) => opaqueOf(option) === "decimal");
  const [wire, ...others] = decimals.map((option) => {
    const [argument] = checker.getTypeArguments(option as ts.TypeReference); // Decimal is generic
    return argument?.isStringLiteral() ? argument.value : "text";
  });
  if (wire === undefined) return undefined;
  return others.length === 0 && (wire === "text" || wire === "number") ? wire : "either";
}

/** How the decimals of a list stand on the wire already, where that is known. */
function itemWire(node: ts.Expression, { checker }: Target): string | undefined {
  const item = firstOf(options(checker.getTypeAtLocation(node)), (option) => itemType(option, checker));
  return item && isPath(node) ? declaredWire(item, checker) : undefined;
}

/** The one wire form of a type that is a decimal and nothing else (but missing). */
function declaredWire(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  const present = options(type).filter((option) => !isMissing(option));
  const [only] = present;
  if (present.length !== 1 || !only || opaqueOf(only) !== "decimal") return undefined;
  const [wire] = checker.getTypeArguments(only as ts.TypeReference); // Decimal is generic
  return wire?.isStringLiteral() ? wire.value : undefined;
}

/** A name, or a field of one: its type is as it was declared, no union of two was simplified in it. */
function isPath(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(bare(node.expression)));
}

function itemShape(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === "list" ? shape.items : undefined;
}

function propertyShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === "money") return name === "amount" ? { kind: "decimal", wire: "text" } : undefined;
  return shape?.kind === "object"
    ? shape.properties.find((property) => property.name === name)?.shape
    : undefined;
}

/** For a field that the expression builds: the type that the target has for it, or else the context. */
function fieldTarget(value: ts.Expression, name: string, { checker, type, shape }: Target): Target {
  const property = type && checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return {
    checker,
    type: property ? checker.getTypeOfSymbol(property) : checker.getContextualType(value),
    shape: propertyShape(shape, name),
    optional: property !== undefined && (property.flags & ts.SymbolFlags.Optional) !== 0,
  };
}

function itemTarget(value: ts.Expression, { checker, type, shape }: Target): Target {
  const item = type && firstOf(options(type), (option) => itemType(option, checker));
  return {
    checker,
    type: item ?? checker.getContextualType(value),
    shape: itemShape(shape),
    optional: false,
  };
}

function operand(node: ts.Expression, printed: string): string {
  const loose =
    ts.isConditionalExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isArrowFunction(node);
  return loose ? `(${printed})` : printed;
}
