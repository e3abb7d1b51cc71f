import { ts } from "ts-morph";
import { group, indent, type Layout, line, softLine } from "./document.ts";
import { array, arrow, call, conditional, object } from "./syntax.ts";

/** Takes an expression that is too long for its line apart, as the repository's formatter would break it. */
export function layoutExpression(text: string, isAssigned: boolean): Layout {
  const expression = parse(text);
  if (expression === undefined) return isAssigned ? [" ", text] : text;
  if (!isAssigned) return layoutOf(expression);
  if (ts.isBinaryExpression(expression)) return group(indent([line, operands(expression)]));
  if (ts.isConditionalExpression(expression) && ts.isBinaryExpression(expression.condition))
    return group(indent([line, layoutOf(expression)]));
  if (ts.isStringLiteral(expression) || ts.isPropertyAccessExpression(expression))
    return group(indent([line, layoutOf(expression)]));
  return [" ", layoutOf(expression)];
}

function parse(text: string): ts.Expression | undefined {
  const source = ts.createSourceFile("expression.ts", `(${text})`, ts.ScriptTarget.ESNext, true);
  const statement = source.statements[0];
  if (source.statements.length !== 1 || statement === undefined || !ts.isExpressionStatement(statement))
    return undefined;
  return ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : undefined;
}

function layoutOf(node: ts.Expression): Layout {
  if (ts.isBinaryExpression(node)) return binary(node);
  if (ts.isConditionalExpression(node))
    return conditional(layoutOf(node.condition), layoutOf(node.whenTrue), layoutOf(node.whenFalse));
  if (ts.isCallExpression(node)) return callOf(node);
  if (ts.isArrowFunction(node)) return arrowOf(node);
  if (ts.isObjectLiteralExpression(node)) return objectOf(node);
  if (ts.isArrayLiteralExpression(node)) return array(node.elements.map(layoutOf));
  if (ts.isParenthesizedExpression(node))
    return group(["(", indent([softLine, inner(node.expression)]), softLine, ")"]);
  if (ts.isPrefixUnaryExpression(node))
    return [ts.tokenToString(node.operator) ?? "", layoutOf(node.operand)];
  if (ts.isPropertyAccessExpression(node))
    return [layoutOf(node.expression), node.questionDotToken ? "?." : ".", node.name.text];
  if (ts.isSpreadElement(node)) return ["...", layoutOf(node.expression)];
  return node.getText();
}

function inner(node: ts.Expression): Layout {
  return ts.isBinaryExpression(node) ? operands(node) : layoutOf(node);
}

function binary(node: ts.BinaryExpression): Layout {
  const [first, ...rest] = operandList(node);
  return group([first ?? "", indent(rest)]);
}

function operands(node: ts.BinaryExpression): Layout {
  return group(operandList(node));
}

/** `a && b && c` breaks at each operator of the same kind. */
function operandList(node: ts.BinaryExpression): Layout[] {
  const operator = node.operatorToken.kind;
  const left =
    ts.isBinaryExpression(node.left) && node.left.operatorToken.kind === operator
      ? operandList(node.left)
      : [layoutOf(node.left)];
  return [...left, [` ${node.operatorToken.getText()}`, line, layoutOf(node.right)]];
}

function callOf(node: ts.CallExpression): Layout {
  const last = node.arguments.at(-1);
  const opens =
    last !== undefined &&
    (ts.isObjectLiteralExpression(last) ||
      ts.isArrowFunction(last) ||
      (ts.isArrayLiteralExpression(last) && node.arguments.length > 1));
  const callee: Layout = [layoutOf(node.expression), node.questionDotToken ? "?." : ""];
  return call(callee, node.arguments.map(layoutOf), opens);
}

function arrowOf(node: ts.ArrowFunction): Layout {
  if (ts.isBlock(node.body)) return node.getText();
  const parameters = node.parameters.map((parameter) => parameter.getText());
  if (ts.isParenthesizedExpression(node.body) && ts.isObjectLiteralExpression(node.body.expression)) {
    return arrow(parameters, ["(", layoutOf(node.body.expression), ")"], { opens: true });
  }
  return arrow(parameters, layoutOf(node.body), { opens: ts.isArrayLiteralExpression(node.body) });
}

function objectOf(node: ts.ObjectLiteralExpression): Layout {
  return object(
    node.properties.map(
      (property): Layout =>
        ts.isPropertyAssignment(property)
          ? group([property.name.getText(), ": ", layoutOf(property.initializer)])
          : property.getText(),
    ),
  );
}
