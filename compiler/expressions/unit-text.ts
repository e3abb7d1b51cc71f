import type { Shape } from "../schema/shape.ts";
import type { CheckStatement, CheckUnit } from "./check.ts";
import { parseExpression, type SyntaxProblem } from "./syntax.ts";

/** An expression's place in its unit's check text. */
export interface Segment {
  readonly statement: ExpressionStatement;
  /** Of the expression's own text in the check text. */
  readonly start: number;
  readonly end: number;
  /** The constant that holds its value: `e$0`. */
  readonly constant: string;
  /** Index in the scalar's text where the expression begins: behind the `=`. */
  readonly skip: number;
}

export type ExpressionStatement = Extract<CheckStatement, { readonly do: "expression" }>;

export interface UnitText {
  readonly text: string;
  /** Types that the unit's declarations and targets name, as text. */
  readonly types: ReadonlySet<string>;
  readonly segments: readonly Segment[];
  /** Expressions whose syntax is not allowed: they take no part in the type check, names they bind are silent. */
  readonly rejected: readonly {
    readonly statement: ExpressionStatement;
    readonly skip: number;
    readonly problems: readonly SyntaxProblem[];
  }[];
}

/**
 * A unit as a module of the check program: names become constants, expressions constants with what they must satisfy, scopes
 * blocks. Expressions stand in it as they are written, between parentheses that the parser has proved they cannot leave.
 */
export function unitText(unit: CheckUnit): UnitText {
  const segments: Segment[] = [];
  const rejected: UnitText["rejected"][number][] = [];
  const constants = new Map<string, string>();
  const types = new Set<string>();
  let text = "export {};\n";

  const expression = (statement: ExpressionStatement) => {
    const skip = statement.node.text.startsWith("=") ? 1 : 0;
    const source = statement.node.text.slice(skip);
    const { problems, buildsValue } = parseExpression(source);
    const constant = `e$${constants.size}`;
    constants.set(statement.id, constant);
    if (statement.expected) types.add(statement.expected.type);
    if (problems.length > 0) {
      rejected.push({ statement, skip, problems });
      text += `const ${constant} = null! as any;\n`;
    } else {
      text += `const ${constant} = (`;
      segments.push({ statement, start: text.length, end: text.length + source.length, constant, skip });
      text += `${source}\n)${wanted(statement, buildsValue)};\n`;
    }
    if (statement.bind)
      text += `const ${statement.bind} = ${constant}${statement.bindOptional ? ` as typeof ${constant} | undefined` : ""};\n`;
  };

  const statements = (body: readonly CheckStatement[]) => {
    for (const statement of body) {
      if (statement.do === "declare") {
        types.add(statement.type);
        text += `const ${statement.name} = null! as ${statement.type};\n`;
      } else if (statement.do === "expression") expression(statement);
      else if (statement.do === "each") each(statement);
      else if (statement.do === "group") group(statement);
      else if (statement.do === "branch") branch(statement);
      else if (statement.do === "block") block(statement);
    }
  };

  const each = (statement: Extract<CheckStatement, { readonly do: "each" }>) => {
    // A list of what the body gives is a function's result, so that the body's names stay inside.
    const gives = statement.value !== undefined && statement.bind !== undefined;
    text += gives ? `const ${statement.bind} = waybill$list(() => {\n` : "{\n";
    text += `const ${statement.as} = waybill$item(${constants.get(statement.of) ?? "null! as any"});\n`;
    if (statement.index) text += `const ${statement.index} = null! as Integer;\n`;
    statements(statement.body);
    if (gives)
      text += `return ${constants.get(statement.value ?? "") ?? "null! as any"};\n}${statement.bindOptional ? ", true" : ""});\n`;
    else text += "}\n";
  };

  const group = (statement: Extract<CheckStatement, { readonly do: "group" }>) => {
    const name = `waybill$group${text.length}`;
    text += `const ${name} = waybill$grouped(${statement.as}, ${constants.get(statement.key) ?? "null! as any"});\n`;
    text += `{\nconst ${statement.as} = ${name};\n`;
    statements(statement.body);
    text += "}\n";
  };

  const branch = (statement: Extract<CheckStatement, { readonly do: "branch" }>) => {
    const condition = statement.when === undefined ? undefined : constants.get(statement.when);
    text += `const ${statement.as} = waybill$branch(() => {\n`;
    if (condition !== undefined) text += `if (!${condition}) throw null! as any;\n`;
    statements(statement.body);
    text += `return { ${statement.gives.join(", ")} };\n});\n`;
  };

  const block = (statement: Extract<CheckStatement, { readonly do: "block" }>) => {
    const condition = statement.when === undefined ? undefined : constants.get(statement.when);
    text += condition === undefined ? "{\n" : `if (${condition}) {\n`;
    statements(statement.body);
    text += statement.ends && condition !== undefined ? "throw null! as any;\n}\n" : "}\n";
  };

  statements(unit.statements);
  return { text, types, segments, rejected };
}

/**
 * What the expression must satisfy. Literals and integers count as decimals, deep inside only where the expression itself
 * builds the object or list.
 */
function wanted({ expected }: ExpressionStatement, buildsValue: boolean): string {
  if (!expected) return "";
  const type = buildsValue ? `waybill$Accept<${expected.type}>` : `waybill$Wanted<${expected.type}>`;
  return ` satisfies ${type}${expected.optional ? " | null | undefined" : ""}`;
}

/** Of the shapes that expressions are converted to: what printing depends on beside the check text. */
export function conversionKey(unit: CheckUnit): string {
  const parts: string[] = [];
  const visit = (statements: readonly CheckStatement[]) => {
    for (const statement of statements) {
      if (statement.do === "expression")
        parts.push(
          // What is known is kept by id, which the check text does not say.
          `${statement.id} ${statement.demandsOf ?? ""} ${statement.expected?.label ?? ""} ${wireForms(statement.expected?.shape)}`,
        );
      else if ("body" in statement) visit(statement.body);
    }
  };
  visit(unit.statements);
  return parts.join("\n");
}

const forms = new WeakMap<Shape, string>();

/** Written once for a shape: thousands of expressions fill the same few, some of them large. */
function wireForms(shape: Shape | undefined): string {
  if (!shape) return "";
  const known = forms.get(shape) ?? writeForms(shape);
  forms.set(shape, known);
  return known;
}

function writeForms(shape: Shape): string {
  if (shape.kind === "decimal") return shape.wire;
  if (shape.kind === "list") return `[${wireForms(shape.items)}]`;
  if (shape.kind === "union") return shape.options.map(wireForms).join("|");
  if (shape.kind === "object")
    return `{${shape.properties.map((property) => `${property.name}:${wireForms(property.shape)}`).join()}}`;
  return shape.kind;
}
