import { ts } from "ts-morph";

type Written = (left: string, right: string) => string;

/** What is written instead of an operator between decimals or money. */
const amounts: Readonly<Record<string, Written>> = {
  "+": (left, right) => `add(${left}, ${right})`,
  "-": (left, right) => `subtract(${left}, ${right})`,
  "*": (left, right) => `multiply(${left}, ${right})`,
  "/": (left, right) => `divide(${left}, ${right}, 2, "halfEven")`,
  "<": (left, right) => `compare(${left}, ${right}) < 0`,
  "<=": (left, right) => `compare(${left}, ${right}) <= 0`,
  ">": (left, right) => `compare(${left}, ${right}) > 0`,
  ">=": (left, right) => `atLeast(${left}, ${right})`,
};

const instants: Readonly<Record<string, Written>> = {
  "+": (left, right) => `later(${left}, ${right})`,
  "-": (left, right) => `hoursBetween(${right}, ${left})`,
  "<": (left, right) => `isBefore(${left}, ${right})`,
  "<=": (left, right) => `!isAfter(${left}, ${right})`,
  ">": (left, right) => `isAfter(${left}, ${right})`,
  ">=": (left, right) => `!isBefore(${left}, ${right})`,
};

/** Longer operands would hide the function that is meant. */
const longest = 60;

/** A call in an operator's place, with the operands as they stand; undefined where there is none. */
export function callInstead(
  token: string,
  operand: ts.Expression,
  kind: "amount" | "instant",
  file: ts.SourceFile,
): string | undefined {
  const written = (kind === "instant" ? instants : amounts)[token];
  if (!written) return undefined;
  const { parent } = operand;
  if (!ts.isBinaryExpression(parent)) return kind === "amount" ? `negate(${text(operand, file)})` : undefined;
  const [left, right] = [parent.left, parent.right].map((each) => text(each, file));
  return written(left ?? "…", right ?? "…");
}

/** A number with a point is no exact decimal; as text it is. */
function text(operand: ts.Expression, file: ts.SourceFile): string {
  const said = operand.getText(file);
  if (said.length > longest || said.includes("\n")) return "…";
  return ts.isNumericLiteral(operand) && said.includes(".") ? JSON.stringify(said) : said;
}
