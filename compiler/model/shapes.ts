import type { ObjectShape, Shape, ShapeSet } from "../schema/shape.ts";

/** A shape with references followed and null taken out of a union of one other option. */
export function resolveShape(shape: Shape, set: ShapeSet): Shape {
  if (shape.kind === "reference") {
    const target = set.shapes[shape.name];
    return target ? resolveShape(target, set) : shape;
  }
  if (shape.kind !== "union") return shape;
  const others = shape.options.filter((option) => resolveReference(option, set).kind !== "null");
  const [only] = others;
  return only && others.length === 1 ? resolveShape(only, set) : shape;
}

function resolveReference(shape: Shape, set: ShapeSet): Shape {
  const target = shape.kind === "reference" ? set.shapes[shape.name] : undefined;
  return target ? resolveReference(target, set) : shape;
}

/** The root of a schema, where it is an object. */
export function objectShape(set: ShapeSet): ObjectShape | undefined {
  const root = set.shapes[set.root];
  const shape = root && resolveShape(root, set);
  return shape?.kind === "object" ? shape : undefined;
}
