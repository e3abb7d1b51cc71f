import type { Shape } from "../shape.ts";

/** Names that lead back to themselves without an object or a list between: no value could ever be written for them. */
export function endlessNames(shapes: Readonly<Record<string, Shape>>): readonly string[] {
  return Object.keys(shapes).filter((name) => reaches(shapes[name], name, shapes, new Set()));
}

function reaches(
  shape: Shape | undefined,
  name: string,
  shapes: Readonly<Record<string, Shape>>,
  seen: Set<string>,
): boolean {
  if (shape?.kind === "union") return shape.options.some((option) => reaches(option, name, shapes, seen));
  if (shape?.kind !== "reference") return false;
  if (shape.name === name) return true;
  if (seen.has(shape.name)) return false;
  seen.add(shape.name);
  return reaches(shapes[shape.name], name, shapes, seen);
}
