import { ts } from "ts-morph";
import type { Shape } from "../schema/shape.ts";
import { isInteger, isNumber, mayBeMissing, options } from "./describe.ts";
import { libraryFunctions } from "./library.generated.ts";
import { bare } from "./operators.ts";
import type { Printer } from "./printer.ts";
import { wantsDecimal } from "./amounts.ts";

/** Prints an expression so that its value has the wire form that its target wants. */
export function printFor(node: ts.Expression, target: Target, printer: Printer): string {
  const printed = converted(bare(node), target.shape, target, printer);
  if (!target.optional) return printed;
  const type = target.checker.getTypeAtLocation(node);
  const mayBeNull = options(type).some((option) => (option.flags & ts.TypeFlags.Null) !== 0);
  if (!mayBeNull || printed === "undefined" || printed.startsWith("jsonNumber(") || printed.startsWith("decimalText(")) return printed;
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

function converted(node: ts.Expression, shape: Shape | undefined, target: Target, printer: Printer): string {
  const wire = wireOf(shape) ?? (shape === undefined && target.type && !isList(target.type) && (wantsDecimal(target.type, target.checker) || acceptsDecimal(target.type)) ? "text" : undefined);
  if (wire) return decimal(node, wire, target, printer);
  if (ts.isConditionalExpression(node)) {
    return `${printer.print(node.condition)} ? ${nested(node.whenTrue, shape, target, printer)} : ${nested(node.whenFalse, shape, target, printer)}`;
  }
  if (ts.isObjectLiteralExpression(node)) return printer.object(node, (value, name) => converted(bare(value), propertyShape(shape, name), fieldTarget(value, target), printer));
  if (ts.isArrayLiteralExpression(node)) return `[${node.elements.map((element) => converted(bare(element), itemShape(shape), fieldTarget(element, target), printer)).join(", ")}]`;
  const mapped = mappedBody(node);
  if (mapped) {
    const body = converted(bare(mapped.body), itemShape(shape), fieldTarget(mapped.body, target), printer);
    return printer.mapped(mapped.call, mapped.arrow, body);
  }
  const item = wireOf(itemShape(shape));
  if (item === "number" || item === "text") {
    printer.library.add(functionFor[item]);
    const optional = mayBeMissing(target.checker.getTypeAtLocation(node)) ? "?." : ".";
    return `${operand(node, printer.print(node))}${optional}map((item) => ${functionFor[item]}(item))`;
  }
  return printer.print(node);
}

/** `list.map(item => …)`: what it builds is converted where it is built. */
function mappedBody(node: ts.Expression): { readonly call: ts.CallExpression; readonly arrow: ts.ArrowFunction; readonly body: ts.Expression } | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== "map") return undefined;
  const [arrow] = node.arguments;
  return arrow && ts.isArrowFunction(arrow) && ts.isExpression(arrow.body) ? { call: node, arrow, body: arrow.body } : undefined;
}

/** A branch of a condition, with parentheses where the author had to write them. */
function nested(node: ts.Expression, shape: Shape | undefined, target: Target, printer: Printer): string {
  const text = converted(bare(node), shape, target, printer);
  return ts.isParenthesizedExpression(node) && !isCalled(text) ? `(${text})` : text;
}

function isCalled(text: string): boolean {
  return /^[\w.]+(?:\([^()]*\))?$/.test(text);
}

const functionFor = { text: "decimalText", number: "jsonNumber" } as const;

function decimal(node: ts.Expression, wire: "text" | "number" | "either", target: Target, printer: Printer): string {
  if (ts.isConditionalExpression(node)) {
    return `${printer.print(node.condition)} ? ${decimal(bare(node.whenTrue), wire, target, printer)} : ${decimal(bare(node.whenFalse), wire, target, printer)}`;
  }
  const literal = literalText(node);
  if (literal !== undefined) return wire === "number" && literal.replace(/\D/g, "").length <= 15 ? String(Number(literal)) : wire === "number" ? printer.library1("jsonNumber", JSON.stringify(literal)) : JSON.stringify(literal);
  const printed = printer.print(node);
  if (wire === "number") return printer.library1("jsonNumber", printed);
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && exactFunctions.has(node.expression.text)) return printed;
  if (isNothing(node)) return printed;
  const type = target.checker.getTypeAtLocation(node);
  const number = options(type).some((option) => isNumber(option) || isInteger(option));
  return wire === "either" && !number ? printed : printer.library1("decimalText", printed);
}

/** A decimal that is written in the expression: plain digits, safe in any literal. */
function literalText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return node.operand.text === "0" ? "0" : `-${node.operand.text}`;
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

function isList(type: ts.Type): boolean {
  return options(type).some((option) => option.symbol?.name === "ReadonlyArray" || option.symbol?.name === "Array");
}

function itemShape(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === "list" ? shape.items : undefined;
}

function propertyShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === "money") return name === "amount" ? { kind: "decimal", wire: "text" } : undefined;
  return shape?.kind === "object" ? shape.properties.find((property) => property.name === name)?.shape : undefined;
}

/** For a field that the expression builds: the type that the context wants of it. */
function fieldTarget(value: ts.Expression, { checker }: Target): Target {
  return { checker, type: checker.getContextualType(value), optional: false };
}

/** The check program's word for a wanted decimal, inside what an expression builds. */
function acceptsDecimal(type: ts.Type): boolean {
  return options(type).some((option) => (option.flags & ts.TypeFlags.TemplateLiteral) !== 0);
}

function operand(node: ts.Expression, printed: string): string {
  const loose = ts.isConditionalExpression(node) || ts.isBinaryExpression(node) || ts.isPrefixUnaryExpression(node) || ts.isArrowFunction(node);
  return loose ? `(${printed})` : printed;
}
