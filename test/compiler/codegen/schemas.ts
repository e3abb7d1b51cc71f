import type { PlanSchema, PlanType } from "../../../compiler/plan/plan.ts";
import type { Property, Shape } from "../../../compiler/schema/shape.ts";

/** Schemas of the plans that these tests write by hand. */

export const text: Shape = { kind: "text" };
export const integer: Shape = { kind: "integer" };
export const decimal: Shape = { kind: "decimal", wire: "text" };
export const money: Shape = { kind: "money" };
export const instant: Shape = { kind: "instant" };

export function oneOf(...values: string[]): Shape {
  return { kind: "text", values };
}

export function list(items: Shape): Shape {
  return { kind: "list", items };
}

/** A name that ends in `?` is optional. */
export function record(properties: Readonly<Record<string, Shape>>): Shape {
  return {
    kind: "object",
    properties: Object.entries(properties).map(
      ([name, shape]): Property => ({ name: name.replace(/\?$/, ""), required: !name.endsWith("?"), shape }),
    ),
  };
}

export function schema(
  type: PlanType,
  label: string,
  file: string,
  shape: Shape,
  more: Partial<PlanSchema> = {},
  named: Readonly<Record<string, Shape>> = {},
): PlanSchema {
  return {
    type,
    label,
    at: { file, line: 8 },
    set: {
      root: type.name,
      shapes: { [type.name]: shape, ...named },
      schema: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        ...jsonSchema(shape),
        ...definitions(named),
      },
    },
    personal: [],
    invariants: [],
    ...more,
  };
}

function definitions(named: Readonly<Record<string, Shape>>): Record<string, unknown> {
  if (Object.keys(named).length === 0) return {};
  return {
    $defs: Object.fromEntries(Object.entries(named).map(([name, shape]) => [name, jsonSchema(shape)])),
  };
}

function jsonSchema(shape: Shape): Record<string, unknown> {
  switch (shape.kind) {
    case "text":
      return { type: "string", ...(shape.values !== undefined && { enum: shape.values }) };
    case "object":
      return {
        type: "object",
        required: shape.properties.filter(({ required }) => required).map(({ name }) => name),
        properties: Object.fromEntries(
          shape.properties.map(({ name, shape: inner }) => [name, jsonSchema(inner)]),
        ),
      };
    case "list":
      return { type: "array", items: jsonSchema(shape.items) };
    case "union":
      return { anyOf: shape.options.map(jsonSchema) };
    case "money":
      return {
        type: "object",
        required: ["amount", "currency"],
        properties: { amount: { type: "string" }, currency: { type: "string" } },
      };
    case "integer":
    case "null":
    case "boolean":
      return { type: shape.kind };
    case "reference":
      return { $ref: `#/$defs/${shape.name}` };
    case "decimal":
    case "instant":
      return { type: "string" };
    case "number":
      return { type: "number" };
    case "any":
      return {};
  }
}
