import { ts } from "ts-morph";
import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source.ts";

/** What reaches outside: the world's state, its clock, chance, the network, or code made of text. */
const impure = new Set([
  "crypto",
  "eval",
  "fetch",
  "Function",
  "globalThis",
  "performance",
  "process",
  "require",
  "setImmediate",
  "setInterval",
  "setTimeout",
]);

/** Reports what makes a function's module impure: imports of anything but the standard library, clock, chance, globals. True where there is nothing. */
export function checkPurity(file: SourceFile, tree: ts.SourceFile, reporter: Reporter): boolean {
  let pure = true;
  const report = (node: ts.Node, message: string) => {
    pure = false;
    reporter.report("WB3001", { file: file.path, start: node.getStart(tree), end: node.end }, message, {
      help: "A function is pure: it has its input and the functions of `waybill/runtime`, and gives the same result every time.",
    });
  };
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    if (specifier && ts.isStringLiteral(specifier) && specifier.text !== "waybill/runtime")
      report(specifier, `A function's module cannot import "${specifier.text}".`);
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent))
      report(node.parent, "A function's module cannot import anything while it runs.");
    if (ts.isIdentifier(node) && impure.has(node.text) && isValue(node))
      report(node, `A function cannot use \`${node.text}\`.`);
    const clock = clockOrChance(node);
    if (clock !== undefined) report(node, `A function cannot use \`${clock}\`: time comes from the message.`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return pure;
}

/** A name that stands for a value of the outside, not a property, a key or a declaration of the module's own. */
function isValue({ parent, text }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent))
    return ts.isIdentifier(parent.expression) && parent.expression.text === text;
  return (
    !ts.isPropertyAssignment(parent) &&
    !ts.isPropertySignature(parent) &&
    !ts.isTypeReferenceNode(parent) &&
    !ts.isImportSpecifier(parent)
  );
}

function clockOrChance(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0)
    return "new Date()";
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const text = `${node.expression.getText()}.${node.name.text}`;
  return text === "Date.now" || text === "Math.random" || text.startsWith("Temporal.Now") ? text : undefined;
}
