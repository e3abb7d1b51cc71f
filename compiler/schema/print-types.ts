import type { PlanSchema } from "../plan/plan.ts";
import { commentText, numberLiteral, textLiteral, typeKey } from "../spelling/literal.ts";
import type { ObjectShape, Property, Shape, ShapeSet } from "./shape.ts";

export interface PrintedTypes {
  readonly text: string;
  /** The types that it takes from `waybill/runtime`, sorted. */
  readonly library: readonly string[];
}

/** The types of a module's schemas as TypeScript: an interface for each object that has a name, an alias for all else. */
export function printTypes(schemas: readonly PlanSchema[]): PrintedTypes {
  const printer = new TypePrinter();
  const text = schemas.flatMap(({ set }) => declarationsOf(set, printer)).join("\n\n");
  return { text, library: [...printer.library].sort() };
}

/** The root first, for that is what a reader looks for; then what it refers to, in the order of reading. */
function declarationsOf(set: ShapeSet, printer: TypePrinter): string[] {
  const names = [set.root, ...Object.keys(set.shapes).filter((name) => name !== set.root)];
  return names.flatMap((name) => {
    const shape = set.shapes[name];
    return shape ? [printer.declaration(name, shape)] : [];
  });
}

class TypePrinter {
  readonly library = new Set<string>();

  declaration(name: string, shape: Shape): string {
    const comment = documentation(shape, "");
    if (shape.kind !== "object") return `${comment}export type ${name} = ${this.type(shape, "")};`;
    return `${comment}export interface ${name} ${this.#object(shape, "")}`;
  }

  type(shape: Shape, indent: string): string {
    switch (shape.kind) {
      case "text":
        return shape.values ? shape.values.map(textLiteral).join(" | ") : "string";
      case "integer":
      case "number":
        if (shape.values) return shape.values.map(numberLiteral).join(" | ");
        return shape.kind === "integer" ? this.#named("Integer") : "number";
      case "decimal":
        return this.#named("Decimal");
      case "money":
        return shape.currency === undefined
          ? this.#named("Money")
          : `${this.#named("Money")}<${textLiteral(shape.currency)}>`;
      case "instant":
        return this.#named("Instant");
      case "boolean":
        return shape.value === undefined ? "boolean" : String(shape.value);
      case "null":
        return "null";
      case "any":
        return this.#named("Json");
      case "reference":
        return shape.name;
      case "list":
        return this.#list(shape.items, indent);
      case "union":
        return [...new Set(shape.options.map((option) => this.type(option, indent)))].join(" | ");
      case "object":
        break;
    }
    return this.#object(shape, indent);
  }

  #named(name: string): string {
    this.library.add(name);
    return name;
  }

  #list(items: Shape, indent: string): string {
    const text = this.type(items, indent);
    const isSeveral =
      items.kind === "union" ||
      items.kind === "list" ||
      ("values" in items && (items.values?.length ?? 0) > 1);
    return `readonly ${isSeveral ? `(${text})` : text}[]`;
  }

  #object({ properties, additional }: ObjectShape, indent: string): string {
    const inner = `${indent}  `;
    const lines = properties.map((property) => this.#property(property, inner));
    if (additional !== undefined && additional !== false)
      lines.push(this.#others(properties, additional, inner));
    else if (properties.length === 0 && additional === undefined)
      lines.push(`${inner}readonly [name: string]: ${this.#named("Json")} | undefined;`);
    return lines.length === 0 ? "{ readonly [name: string]: never }" : `{\n${lines.join("\n")}\n${indent}}`;
  }

  #property({ name, required, shape }: Property, indent: string): string {
    const type = this.type(shape, indent);
    const member = `readonly ${typeKey(name)}${required ? "" : "?"}: ${type}${required ? "" : " | undefined"};`;
    return `${documentation(shape, indent)}${indent}${member}`;
  }

  /** TypeScript wants the type of every known property to be among those of the other names. */
  #others(properties: readonly Property[], additional: Shape, indent: string): string {
    const types = [additional, ...properties.map(({ shape }) => shape)].map((shape) =>
      this.type(shape, indent),
    );
    return `${indent}readonly [name: string]: ${[...new Set([...types, "undefined"])].join(" | ")};`;
  }
}

function documentation({ description, unit }: Shape, indent: string): string {
  const text = [description, unit === undefined ? undefined : `Unit: ${unit}.`]
    .filter((part) => part !== undefined && part.trim() !== "")
    .join(" ");
  return text === "" ? "" : `${indent}/** ${commentText(text)} */\n`;
}
