import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Reporter } from "../diagnostics/diagnostic.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "../source/node.ts";
import type { SourceFile, Span } from "../source/source.ts";
import { Anchors } from "./anchors.ts";
import { mergeInto } from "./merge.ts";
import { readScalar } from "./scalar.ts";

/** What one document's tree is read with. */
export interface TreeReading {
  readonly file: SourceFile;
  /** The text that was read, and the way from it back to the file's. */
  readonly text: string;
  readonly place: (offset: number) => number;
  readonly reporter: Reporter;
}

/** One document's tree; undefined where its aliases repeat too much, which is reported. */
export function readTree(contents: Node | null, reading: TreeReading): YamlNode | undefined {
  const tree = new Tree(reading);
  const node = tree.read(contents, 0);
  return tree.anchors.exhausted ? undefined : node;
}

class Tree {
  readonly anchors: Anchors;
  readonly #reading: TreeReading;

  constructor(reading: TreeReading) {
    this.#reading = reading;
    this.anchors = new Anchors(reading.reporter);
  }

  /** @param fallback where an absent node stands, in the text that was read. */
  read(node: unknown, fallback: number): YamlNode {
    if (isAlias(node)) return this.#alias(node);
    const read = this.#own(node, fallback);
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      this.#tag(node);
      if (node.anchor) this.anchors.set(node.anchor, read);
    }
    return read;
  }

  #own(node: unknown, fallback: number): YamlNode {
    if (isScalar(node)) {
      return readScalar(node, this.#span(node, fallback), this.#reading.text, this.#reading.place);
    }
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#list(node);
    return this.#nothing(fallback);
  }

  #map(node: YAMLMap): YamlMap {
    const entries: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    const seen = new Map<string, YamlScalar>();
    for (const pair of node.items) {
      const key = this.#key(pair, node);
      if (!key) continue;
      const entry = { key, value: this.read(pair.value, this.#end(pair.key, node)) };
      if (key.text === "<<" && key.style === "plain") merged.push(entry);
      else if (seen.has(key.text)) this.#twice(key, seen.get(key.text) ?? key);
      else {
        seen.set(key.text, key);
        entries.push(entry);
      }
    }
    const { reporter } = this.#reading;
    const all = merged.length > 0 ? mergeInto(entries, merged, this.anchors, reporter) : entries;
    const span = this.#collectionSpan(
      node,
      entries[0]?.key.span,
      entries.at(-1)?.value.span ?? entries.at(-1)?.key.span,
    );
    const map: YamlMap = { type: "map", span, flow: node.flow === true, entries: all };
    this.anchors.weigh(map);
    return map;
  }

  #list(node: YAMLSeq): YamlList {
    const items = node.items.map((item) => this.read(item, node.range?.[0] ?? 0));
    const span = this.#collectionSpan(node, undefined, items.at(-1)?.span);
    const list: YamlList = { type: "list", span, flow: node.flow === true, items };
    this.anchors.weigh(list);
    return list;
  }

  #key(pair: Pair, map: YAMLMap): YamlScalar | undefined {
    const key = this.read(pair.key, map.range?.[0] ?? 0);
    if (key.type === "scalar") return key;
    this.#reading.reporter.report("WB1017", key.span, `A key is text, not a ${key.type}.`, {
      help: "Quote it, if it is meant to be text.",
    });
    return undefined;
  }

  #twice(key: YamlScalar, first: YamlScalar): void {
    this.#reading.reporter.report("WB1012", key.span, `"${key.text}" stands twice in this map.`, {
      help: "Remove one of them, or give it another name.",
      related: [{ message: "The first one is here.", span: first.span }],
    });
  }

  #alias(node: Alias): YamlNode {
    const span = this.#span(node, 0);
    return this.anchors.resolve(node.source, span) ?? this.#nothing(node.range?.[0] ?? 0);
  }

  #tag(node: Node): void {
    const { tag } = node;
    if (tag === undefined || tag === "!" || tag.startsWith("tag:yaml.org,2002:")) return;
    const { text } = this.#reading;
    const start = Math.max(text.lastIndexOf("!", (node.range?.[0] ?? 0) - 1), 0);
    const written = /^\S*/.exec(text.slice(start, start + 200))?.[0] ?? "";
    this.#reading.reporter.report(
      "WB1018",
      this.#at(start, start + written.length),
      `The tag ${tag} means nothing here.`,
      {
        help: "Remove it: how a value is read follows from what is wanted at its place.",
      },
    );
  }

  #nothing(offset: number): YamlScalar {
    const span = this.#at(offset, offset);
    return { type: "scalar", span, text: "", style: "plain", offsetAt: () => span.start };
  }

  #end(key: unknown, map: YAMLMap): number {
    return (
      (isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? key.range?.[1] : undefined) ??
      map.range?.[0] ??
      0
    );
  }

  #span(node: Node, fallback: number): Span {
    const [start, end] = node.range ?? [fallback, fallback];
    return this.#at(start, end);
  }

  /** A block collection's range goes on over comments and blank lines; its span ends with its last value. */
  #collectionSpan(node: YAMLMap | YAMLSeq, first: Span | undefined, last: Span | undefined): Span {
    const whole = this.#span(node, 0);
    if (node.flow === true) return whole;
    const start = first && first.start > whole.start ? first.start : whole.start;
    return { ...whole, start, end: Math.max(last && last.end <= whole.end ? last.end : whole.end, start) };
  }

  #at(start: number, end: number): Span {
    const { file, place } = this.#reading;
    return { file: file.path, start: place(start), end: place(end) };
  }
}
