import type { Json } from "../contract/json.ts";

interface Level {
  [name: string]: Level | string;
}

/** Reads `application/x-www-form-urlencoded` as Stripe and Rails do: `lines[0][sku]=A` is a list of an object. All values are text. */
export function readForm(text: string): Json {
  const root = Object.create(null) as Level; // no names but those of the form
  for (const [name, value] of new URLSearchParams(text)) {
    const words = wordsOf(name);
    const last = words.pop() ?? name;
    let level = root;
    for (const word of words) {
      const inner = level[word];
      const next = typeof inner === "object" ? inner : (Object.create(null) as Level);
      level[word] = next;
      level = next;
    }
    level[last] = value;
  }
  return asJson(root);
}

function wordsOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.endsWith("]")) return [name];
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")];
}

function asJson(level: Level | string): Json {
  if (typeof level === "string") return level;
  const entries = Object.entries(level);
  if (entries.length > 0 && entries.every(([name], index) => name === String(index)))
    return entries.map(([, value]) => asJson(value));
  return Object.fromEntries(entries.map(([name, value]) => [name, asJson(value)]));
}
