import type { Shape } from "../schema/shape.ts";

/** A shape as TypeScript in the check program. `named` gives the type of a shape with a name of its own. */
export function typeText(shape: Shape, named: (name: string) => string): string {
  const inner = (each: Shape) => typeText(each, named);
  switch (shape.kind) {
    case "reference":
      return named(shape.name);
    case "text":
      return shape.values ? literals(shape.values) : "string";
    case "integer":
      return shape.values ? literals(shape.values) : "Integer";
    case "number":
      return shape.values ? literals(shape.values) : "number";
    case "decimal":
      return "Decimal";
    case "money":
      return shape.currency === undefined ? "Money" : `Money<${JSON.stringify(shape.currency)}>`;
    case "instant":
      return "Instant";
    case "boolean":
      return shape.value === undefined ? "boolean" : String(shape.value);
    case "null":
      return "null";
    case "list":
      return `readonly (${inner(shape.items)})[]`;
    case "union":
      return shape.options.map((option) => `(${inner(option)})`).join(" | ");
    case "object": {
      const properties = shape.properties.map(
        ({ name, required, shape: of }) => `readonly ${JSON.stringify(name)}${required ? "" : "?"}: ${inner(of)}`,
      );
      if (typeof shape.additional === "object") properties.push(`readonly [name: string]: ${inner(shape.additional)}`);
      return properties.length > 0 ? `{ ${properties.join("; ")} }` : "{ readonly [name: string]: Json }";
    }
    case "any":
      return "Json";
  }
}

function literals(values: readonly (string | number)[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}
