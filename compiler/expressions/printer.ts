import { ts } from "ts-morph";
import { access, numberLiteral, propertyKey, templateText, textLiteral } from "../spelling/literal.ts";
import { isInteger, isMissing, isText, mayBeMissing, options } from "./describe.ts";
import { libraryFunctions } from "./library.generated.ts";

/**
 * Prints a checked expression as TypeScript, from its syntax tree and never from its text: every literal goes through the one
 * place that makes it safe. Parentheses are the author's; none are needed beside them, since the tree is printed as it was read,
 * except around what a conversion adds.
 */
export class Printer {
  readonly library = new Set<string>();
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  print(node: ts.Expression): string {
    if (ts.isParenthesizedExpression(node))
      return isAtom(node.expression) ? this.print(node.expression) : `(${this.print(node.expression)})`;
    if (ts.isIdentifier(node)) return node.text;
    if (ts.isStringLiteralLike(node)) return textLiteral(node.text);
    if (ts.isNumericLiteral(node)) return numberLiteral(Number(node.text));
    if (ts.isPropertyAccessExpression(node)) return this.#member(node, node.name.text);
    if (ts.isElementAccessExpression(node)) return this.#element(node);
    if (ts.isCallExpression(node)) return this.#call(node);
    if (ts.isBinaryExpression(node)) return this.#binary(node);
    if (ts.isPrefixUnaryExpression(node)) return this.#prefix(node);
    if (ts.isConditionalExpression(node))
      return `${this.print(node.condition)} ? ${this.print(node.whenTrue)} : ${this.print(node.whenFalse)}`;
    if (ts.isTemplateExpression(node)) return this.#template(node);
    if (ts.isArrowFunction(node)) return this.#arrow(node);
    if (ts.isArrayLiteralExpression(node))
      return `[${node.elements.map((element) => this.print(element)).join(", ")}]`;
    if (ts.isObjectLiteralExpression(node)) return this.object(node, undefined, (value) => this.print(value));
    const word = words.get(node.kind);
    if (word) return word;
    throw new Error(
      `The allow-list lets ${ts.SyntaxKind[node.kind]} through, and the printer does not know it.`,
    );
  }

  /** A call of a library function, which then has to be imported. */
  library1(name: string, argument: string): string {
    this.library.add(name);
    return `${name}(${argument})`;
  }

  /** An object literal for a target, its fields printed by `value`. A field that the target may leave out is left out where it is missing. */
  object(
    node: ts.ObjectLiteralExpression,
    target: ts.Type | undefined,
    value: (value: ts.Expression, name: string) => string,
  ): string {
    let omits = false;
    const type = target ?? this.#checker.getContextualType(node);
    const fields = node.properties.map((property) => {
      if (ts.isSpreadAssignment(property)) return `...${this.print(property.expression)}`;
      if (ts.isShorthandPropertyAssignment(property)) {
        omits ||= this.#leavesOut(type, property.name.text, property.name);
        const printed = value(property.name, property.name.text);
        return printed === property.name.text ? printed : `${property.name.text}: ${printed}`;
      }
      if (!ts.isPropertyAssignment(property))
        throw new Error("The allow-list lets only fields into an object.");
      const name =
        ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : "";
      omits ||= this.#leavesOut(type, name, property.initializer);
      return `${propertyKey(name)}: ${value(property.initializer, name)}`;
    });
    const literal = fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
    return omits ? this.library1("omitMissing", literal) : literal;
  }

  /** The target lets the field be absent, and the value may be missing. */
  #leavesOut(type: ts.Type | undefined, name: string, value: ts.Expression): boolean {
    const property = type && this.#checker.getPropertyOfType(this.#checker.getNonNullableType(type), name);
    return (
      property !== undefined &&
      (property.flags & ts.SymbolFlags.Optional) !== 0 &&
      mayBeMissing(this.#checker.getTypeAtLocation(value))
    );
  }

  /** A call of a list's method with a function whose body is printed already. */
  mapped(call: ts.CallExpression, arrow: ts.ArrowFunction, body: string): string {
    return `${this.print(call.expression)}${call.questionDotToken ? "?." : ""}(${this.#function(arrow, body)})`;
  }

  /** A name that no type declares, such as a header's, stands between brackets: strict settings want it so (`noPropertyAccessFromIndexSignature`). */
  #member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, name: string): string {
    const written = this.#isIndexed(node.expression, name) ? `[${textLiteral(name)}]` : access(name);
    return `${this.print(node.expression)}${node.questionDotToken ? `?.${written.replace(/^\./, "")}` : written}`;
  }

  #isIndexed(owner: ts.Expression, name: string): boolean {
    const type = this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(owner));
    return (
      this.#checker.getIndexTypeOfType(type, ts.IndexKind.String) !== undefined &&
      this.#checker.getPropertyOfType(type, name) === undefined
    );
  }

  #element(node: ts.ElementAccessExpression): string {
    const index = node.argumentExpression;
    if (ts.isStringLiteralLike(index)) return this.#member(node, index.text);
    const object = this.print(node.expression);
    // A name that is computed may be any text that came in: it must not reach what a prototype holds.
    if (options(this.#checker.getTypeAtLocation(index)).some(isText))
      return this.library1("own", `${object}, ${this.print(index)}`);
    return `${object}${node.questionDotToken ? "?." : ""}[${this.print(index)}]`;
  }

  #call(node: ts.CallExpression): string {
    const callee = node.expression;
    if (ts.isIdentifier(callee) && libraryNames.has(callee.text)) this.library.add(callee.text);
    return `${this.print(callee)}${node.questionDotToken ? "?." : ""}(${node.arguments.map((argument) => this.print(argument)).join(", ")})`;
  }

  #binary(node: ts.BinaryExpression): string {
    const { kind } = node.operatorToken;
    const equality = strict.get(kind);
    if (!equality) return `${this.print(node.left)} ${ts.tokenToString(kind)} ${this.print(node.right)}`;
    // Null and absent are both "missing": a comparison with either asks for both.
    if (isNothing(node.left) || isNothing(node.right)) {
      const value = isNothing(node.left) ? node.right : node.left;
      const printed = this.print(value);
      // The loose comparison is the one of TypeScript's that asks for both and narrows by both.
      return `${/^[\w$.?]+$/.test(printed) ? printed : `(${printed})`} ${equality === "===" ? "==" : "!="} null`;
    }
    // Integers of more digits than a double holds are objects at run time: their digits are compared.
    if (this.#mayBeLong(node.left) && this.#mayBeLong(node.right)) {
      return `${this.library1("text", this.print(node.left))} ${equality} ${this.library1("text", this.print(node.right))}`;
    }
    return `${this.print(node.left)} ${equality} ${this.print(node.right)}`;
  }

  #prefix(node: ts.PrefixUnaryExpression): string {
    const operator = node.operator === ts.SyntaxKind.MinusToken ? "-" : "!";
    const operand = this.print(node.operand);
    return operator === "-" && operand.startsWith("-") ? `-(${operand})` : `${operator}${operand}`;
  }

  #template(node: ts.TemplateExpression): string {
    const spans = node.templateSpans.map(({ expression, literal }) => {
      const value = this.#mayBeLong(expression)
        ? this.library1("text", this.print(expression))
        : this.print(expression);
      return `\${${value}}${templateText(literal.text)}`;
    });
    return `\`${templateText(node.head.text)}${spans.join("")}\``;
  }

  #arrow(node: ts.ArrowFunction): string {
    return this.#function(node, this.print(node.body as ts.Expression)); // the allow-list refuses blocks
  }

  #function(node: ts.ArrowFunction, body: string): string {
    const names = node.parameters.map((parameter) =>
      ts.isIdentifier(parameter.name) ? parameter.name.text : "_",
    );
    return `(${names.join(", ")}) => ${body.startsWith("{") ? `(${body})` : body}`;
  }

  /** An integer that came in with a message, and may be raw JSON. */
  #mayBeLong(node: ts.Expression): boolean {
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node))
      return false;
    if (ts.isPropertyAccessExpression(node) && node.name.text === "length") return false;
    const present = options(this.#checker.getTypeAtLocation(node)).filter((option) => !isMissing(option));
    return present.length > 0 && present.every(isInteger);
  }
}

const libraryNames = new Set(libraryFunctions.map((one) => one.name));

const words: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.TrueKeyword, "true"],
  [ts.SyntaxKind.FalseKeyword, "false"],
  [ts.SyntaxKind.NullKeyword, "null"],
]);

const strict: ReadonlyMap<ts.SyntaxKind, "===" | "!=="> = new Map([
  [ts.SyntaxKind.EqualsEqualsToken, "==="],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "==="],
  [ts.SyntaxKind.ExclamationEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "!=="],
]);

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** Needs no parentheses anywhere. */
export function isAtom(node: ts.Expression): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isArrayLiteralExpression(node)
  );
}
