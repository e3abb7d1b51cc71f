import type { ObjectShape, Shape } from "../schema/shape.ts";

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
      return `Decimal<${JSON.stringify(shape.wire)}>`;
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
    case "object":
      return objectText(shape, inner);
    case "any":
    default:
      return "Json";
  }
}

function literals(values: readonly (string | number)[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

function objectText({ properties, additional }: ObjectShape, inner: (shape: Shape) => string): string {
  const members = properties.map(
    ({ name, required, shape }) => `readonly ${JSON.stringify(name)}${required ? "" : "?"}: ${inner(shape)}`,
  );
  if (typeof additional === "object") {
    // TypeScript wants each property's type to be among those of the other names.
    const others = [additional, ...properties.map(({ shape }) => shape)].map((shape) => `(${inner(shape)})`);
    members.push(
      `readonly [name: string]: ${[...new Set(others), ...(properties.length > 0 ? ["undefined"] : [])].join(" | ")}`,
    );
  } else if (members.length === 0 && additional === undefined) members.push("readonly [name: string]: Json");
  return `{ ${members.join("; ")} }`;
}
