import type { CheckStatement } from "../../expressions/check.ts";

/** How often the expressions of a route say each name, so that generated code binds only results that are used. */
export function usedNames(statements: readonly CheckStatement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  count(statements, counts);
  return counts;
}

function count(statements: readonly CheckStatement[], counts: Map<string, number>): void {
  for (const statement of statements) {
    if (statement.do === "expression")
      for (const name of namesIn(statement.node.text)) counts.set(name, (counts.get(name) ?? 0) + 1);
    else if ("body" in statement) count(statement.body, counts);
  }
}

/** Identifiers of an expression that are neither a member after a dot nor a key of an object literal; texts are skipped. */
export function namesIn(expression: string): readonly string[] {
  const names: string[] = [];
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$\{|[A-Za-z_$][\w$]*|\.{3}|`|\s+|[^]/g;
  // Inside a template only what stands between `${` and `}` counts; braces are kept to find its end.
  const open: ("`" | "{" | "${")[] = [];
  let before = "";
  for (const match of expression.matchAll(token)) {
    const [text] = match;
    const inText = open.at(-1) === "`";
    if (text === "`") {
      if (inText) open.pop();
      else open.push("`");
    } else if (inText) {
      if (text === "${") open.push("${");
    } else if (text === "{" || text === "${") open.push("{");
    else if (text === "}") open.pop();
    else if (
      /^[A-Za-z_$]/.test(text) &&
      before !== "." &&
      !isKey(expression, match.index + text.length, before)
    )
      names.push(text);
    if (text.trim() !== "") before = text;
  }
  return names;
}

function isKey(expression: string, end: number, before: string): boolean {
  return (before === "{" || before === ",") && /^\s*:/.test(expression.slice(end));
}
