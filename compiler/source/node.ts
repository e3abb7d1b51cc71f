import type { Span } from "./source.ts";

/**
 * YAML as Waybill reads it: a tree with exact spans, scalars kept as source text. Aliases and merge keys are already
 * resolved (an aliased node is the anchor's own node, so its span points to where the text stands).
 */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly type: "map";
  readonly span: Span;
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly type: "list";
  readonly span: Span;
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface YamlScalar {
  readonly type: "scalar";
  readonly span: Span;
  /** The text after YAML's own unquoting and folding, before any reading as a number, boolean or null. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** File offset of each code unit of `text`, so that an error inside an expression has its own column; a getter, computed at first use. */
  readonly offsetAt: (index: number) => number;
}

/** A scalar whose text begins an expression. */
export type YamlExpression = YamlScalar & { readonly text: `=${string}` };

/** A plain `null`, `~` or nothing at all: YAML's way to say null. Quoted text never is. */
export function isNull(node: YamlNode): boolean {
  return node.type === "scalar" && node.style === "plain" && /^(?:null|Null|NULL|~|)$/.test(node.text);
}

/** A scalar that begins an expression: `=` first, but not `==`. */
export function isExpression(node: YamlNode): node is YamlExpression {
  return node.type === "scalar" && node.text.startsWith("=") && !node.text.startsWith("==");
}

/** The entry of a key: of each its only one, since a second one is reported and left out. */
export function entryOf(map: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (map?.type !== "map") return undefined;
  if (map.entries.length <= few) return map.entries.find((entry) => entry.key.text === key);
  let index = indexes.get(map);
  if (!index) {
    index = new Map(map.entries.map((entry) => [entry.key.text, entry]));
    indexes.set(map, index);
  }
  return index.get(key);
}

/** Looking through so many is quicker than an index. */
const few = 20;
const indexes = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();
