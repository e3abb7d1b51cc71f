import type { YamlNode } from "../../source/node.ts";

/** All that was seen at one place of the samples. */
export interface Observation {
  /** How often there was a value, null included. */
  count: number;
  nulls: number;
  booleans: number;
  readonly texts: string[];
  /** Numbers as their source text: `1.0` is no integer. */
  readonly numbers: string[];
  objects: number;
  readonly properties: Map<string, Observation>;
  lists: number;
  items: Observation | undefined;
}

export function nothingSeen(): Observation {
  return {
    count: 0,
    nulls: 0,
    booleans: 0,
    texts: [],
    numbers: [],
    objects: 0,
    properties: new Map(),
    lists: 0,
    items: undefined,
  };
}

/** Adds one value to what was seen at its place, and what is in it to the places within. */
export function observe(seen: Observation, node: YamlNode): void {
  seen.count++;
  if (node.type === "map") {
    seen.objects++;
    for (const { key, value } of node.entries) {
      const property = seen.properties.get(key.text) ?? nothingSeen();
      seen.properties.set(key.text, property);
      observe(property, value);
    }
  } else if (node.type === "list") {
    seen.lists++;
    seen.items ??= nothingSeen();
    for (const item of node.items) observe(seen.items, item);
  } else if (node.style !== "plain") seen.texts.push(node.text);
  else if (node.text === "null") seen.nulls++;
  else if (node.text === "true" || node.text === "false") seen.booleans++;
  else seen.numbers.push(node.text);
}
