import type { Model } from "../model/model.ts";

/** A view of a model that keeps what was asked of it, with the answers. */
export interface AskedModel {
  readonly model: Model;
  /** Whether another model gives the same answers to all that was asked; then the view shows that one from now on. */
  moveTo(model: Model): boolean;
}

type Part = keyof Model;
type Lookups = Map<unknown, unknown>;

/**
 * What was made of a part of an estate can be kept where everything that it asked of the rest is answered as before, by identity:
 * the link pass keeps what it makes of a document as long as nothing about it changes. Of a map, single lookups count; whoever
 * asks for anything else of the model asks for a whole part of it.
 */
export function askedModel(first: Model): AskedModel {
  let current = first;
  const wholes = new Map<Part, unknown>();
  const lookups = new Map<Part, Lookups>();
  const maps = new Map<Part, unknown>();
  const ask = (part: Part): unknown => {
    const value = current[part];
    wholes.set(part, value);
    return value;
  };
  const view = (part: Part): unknown => {
    const answers: Lookups = new Map();
    lookups.set(part, answers);
    return new Proxy(new Map(), {
      get(_, property) {
        if (property === "get")
          return (key: string) => {
            const answer = mapOf(current, part).get(key);
            answers.set(key, answer);
            return answer;
          };
        const map = ask(part) as ReadonlyMap<unknown, unknown>; // only maps are viewed
        const value: unknown = Reflect.get(map, property, map);
        return typeof value === "function" ? value.bind(map) : value; // a Map's methods need the map itself
      },
    });
  };
  const model = new Proxy(first, {
    get(_, property) {
      const part = property as Part; // a model has nothing else
      if (!(current[part] instanceof Map)) return ask(part);
      if (!maps.has(part)) maps.set(part, view(part));
      return maps.get(part);
    },
  });
  return {
    model,
    moveTo(next) {
      const same =
        [...wholes].every(([part, value]) => next[part] === value) &&
        [...lookups].every(([part, answers]) => {
          const map = mapOf(next, part);
          return [...answers].every(([key, answer]) => map.get(key) === answer);
        });
      if (same) current = next;
      return same;
    },
  };
}

function mapOf(model: Model, part: Part): ReadonlyMap<unknown, unknown> {
  return model[part] as ReadonlyMap<unknown, unknown>; // only maps are viewed
}
