import type { PlanSchema } from "../plan/plan.ts";
import type { Shape, ShapeSet } from "../schema/shape.ts";
import { follow, withoutNull } from "./target.ts";

interface Known {
  readonly shape: Shape;
  readonly set: ShapeSet;
}

const unknown: Known = { shape: { kind: "any" }, set: { root: "Any", shapes: {}, schema: true } };

const path = /^=\s*([a-z]\w*)((?:\s*\??\.\s*[A-Za-z_]\w*)*)\s*$/;

/**
 * The shapes of names in scope, to follow expressions that are nothing but a path of names: what the types of the checker do
 * not carry (how long a text may be) is found so. Anything else is not known.
 */
export class SourceShapes {
  readonly #names: ReadonlyMap<string, Known>;

  constructor(names: ReadonlyMap<string, Known> = new Map()) {
    this.#names = names;
  }

  static of(schemas: Iterable<readonly [name: string, schema: PlanSchema]>): SourceShapes {
    const names = [...schemas].map(
      ([name, { set }]) => [name, { shape: { kind: "reference", name: set.root }, set }] as const,
    );
    return new SourceShapes(new Map<string, Known>(names));
  }

  /** With `name` for an item of the list that `expression` reads; its shape is not known where the list's is not. */
  withItem(name: string, expression: string): SourceShapes {
    const list = this.#find(expression);
    const names = new Map(this.#names);
    names.set(name, list?.shape.kind === "list" ? { shape: list.shape.items, set: list.set } : unknown);
    return new SourceShapes(names);
  }

  /** With `name` for something whose shape is not known. */
  withUnknown(name: string): SourceShapes {
    const names = new Map(this.#names);
    names.set(name, unknown);
    return new SourceShapes(names);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** The shape that an expression reads, null taken off. */
  shapeOf(expression: string): Shape | undefined {
    return this.#find(expression)?.shape;
  }

  #find(expression: string): Known | undefined {
    const match = path.exec(expression);
    const root = this.#names.get(match?.[1] ?? "");
    if (!match || !root) return undefined;
    let shape = withoutNull(root.shape, root.set).shape;
    for (const name of (match[2] ?? "").split(/\s*\??\.\s*/).slice(1)) {
      const own = follow(shape, root.set);
      const property =
        own.kind === "object" ? own.properties.find((each) => each.name === name.trim()) : undefined;
      if (!property) return undefined;
      shape = withoutNull(property.shape, root.set).shape;
    }
    return { shape, set: root.set };
  }
}
