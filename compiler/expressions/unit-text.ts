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
  const writer = new UnitWriter();
  writer.statements(unit.statements);
  const { text, types, segments, rejected } = writer;
  return { text, types, segments, rejected };
}

type Of<Do extends CheckStatement["do"]> = Extract<CheckStatement, { readonly do: Do }>;

class UnitWriter {
  text = "export {};\n";
  readonly types = new Set<string>();
  readonly segments: Segment[] = [];
  readonly rejected: UnitText["rejected"][number][] = [];
  /** By an expression's id. */
  readonly #constants = new Map<string, string>();

  statements(body: readonly CheckStatement[]): void {
    for (const statement of body) {
      if (statement.do === "declare") this.#declare(statement);
      else if (statement.do === "expression") this.#expression(statement);
      else if (statement.do === "each") this.#each(statement);
      else if (statement.do === "group") this.#group(statement);
      else if (statement.do === "branch") this.#branch(statement);
      else if (statement.do === "block") this.#block(statement);
    }
  }

  #declare({ name, type }: Of<"declare">): void {
    this.types.add(type);
    this.text += `const ${name} = null! as ${type};\n`;
  }

  #expression(statement: ExpressionStatement): void {
    const { id, node, expected, bind, bindOptional } = statement;
    const skip = node.text.startsWith("=") ? 1 : 0;
    const source = node.text.slice(skip);
    const { problems, buildsValue } = parseExpression(source);
    const constant = `e$${this.#constants.size}`;
    this.#constants.set(id, constant);
    if (expected) this.types.add(expected.type);
    if (problems.length > 0) {
      this.rejected.push({ statement, skip, problems });
      this.text += `const ${constant} = null! as any;\n`;
    } else {
      this.text += `const ${constant} = (`;
      const start = this.text.length;
      this.segments.push({ statement, start, end: start + source.length, constant, skip });
      this.text += `${source}\n)${wanted(statement, buildsValue)};\n`;
    }
    if (bind)
      this.text += `const ${bind} = ${constant}${bindOptional ? ` as typeof ${constant} | undefined` : ""};\n`;
  }

  #each({ of, as, index, value, bind, bindOptional, body }: Of<"each">): void {
    // A list of what the body gives is a function's result, so that the body's names stay inside.
    const gives = value !== undefined && bind !== undefined;
    this.text += gives ? `const ${bind} = waybill$list(() => {\n` : "{\n";
    this.text += `const ${as} = waybill$item(${this.#constant(of)});\n`;
    if (index) this.text += `const ${index} = null! as Integer;\n`;
    this.statements(body);
    this.text += gives ? `return ${this.#constant(value)};\n}${bindOptional ? ", true" : ""});\n` : "}\n";
  }

  #group({ as, key, body }: Of<"group">): void {
    const name = `waybill$group${this.text.length}`;
    this.text += `const ${name} = waybill$grouped(${as}, ${this.#constant(key)});\n`;
    this.text += `{\nconst ${as} = ${name};\n`;
    this.statements(body);
    this.text += "}\n";
  }

  #branch({ as, when, body, gives }: Of<"branch">): void {
    const condition = when === undefined ? undefined : this.#constants.get(when);
    this.text += `const ${as} = waybill$branch(() => {\n`;
    if (condition !== undefined) this.text += `if (!${condition}) throw null! as any;\n`;
    this.statements(body);
    this.text += `return { ${gives.join(", ")} };\n});\n`;
  }

  #block({ when, body, ends }: Of<"block">): void {
    const condition = when === undefined ? undefined : this.#constants.get(when);
    this.text += condition === undefined ? "{\n" : `if (${condition}) {\n`;
    this.statements(body);
    this.text += ends && condition !== undefined ? "throw null! as any;\n}\n" : "}\n";
  }

  /** Of an expression that is written already; of one that could not be, anything. */
  #constant(id: string): string {
    return this.#constants.get(id) ?? "null! as any";
  }
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
