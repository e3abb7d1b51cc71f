import type { CST } from "yaml";
import type { Leaf } from "./leaf.ts";

/** A level of block collections. */
const step = 2;

/** All leaves of a YAML text in order, each with the column that its place in the tree gives it. */
export function leavesOf(tokens: readonly CST.Token[], source: string): readonly Leaf[] {
  const walk = new Walk(source);
  for (const token of tokens) walk.top(token);
  return walk.leaves;
}

class Walk {
  readonly leaves: Leaf[] = [];
  readonly #source: string;
  #newlines = 0;
  #space = "";

  constructor(source: string) {
    this.#source = source;
  }

  top(token: CST.Token): void {
    if (token.type === "document") {
      this.#each(token.start, 0);
      this.#value(token.value, -step);
      this.#each(token.end, 0);
    } else if (token.type === "doc-end") {
      this.#leaf(token, 0, 0);
      this.#each(token.end, 0);
    } else this.#leaf(token, 0, 0);
  }

  #each(tokens: readonly CST.SourceToken[] | undefined, level: number | undefined, floor = level ?? 0): void {
    for (const token of tokens ?? []) this.#leaf(token, level, floor);
  }

  /** @param parent the level of the block collection around it. */
  #value(token: CST.Token | null | undefined, parent: number): void {
    if (!token) return;
    if (token.type === "block-map") this.#map(token, parent + step);
    else if (token.type === "block-seq") this.#list(token, parent + step);
    else if (token.type === "flow-collection") this.#flow(token, parent + step, parent + 1);
    else if (token.type === "block-scalar") this.#block(token, parent);
    else {
      this.#leaf(token, parent + step, parent + 1);
      if ("end" in token) this.#each(token.end, parent + step);
    }
  }

  #map(map: CST.BlockMap, level: number): void {
    for (const item of map.items) {
      this.#each(item.start, level);
      if (item.key?.type === "alias" || item.key?.type.endsWith("scalar")) {
        this.#leaf(item.key, item.explicitKey ? level + step : level, level + 1);
        if ("end" in item.key) this.#each(item.key.end, level);
      } else this.#value(item.key, level);
      for (const token of item.sep ?? [])
        this.#leaf(token, token.type === "map-value-ind" ? level : level + step, level + 1);
      this.#value(item.value, level);
    }
  }

  #list(list: CST.BlockSequence, level: number): void {
    for (const item of list.items) {
      for (const token of item.start)
        this.#leaf(token, token.type === "anchor" || token.type === "tag" ? level + step : level, level + 1);
      this.#value(item.value, level);
    }
  }

  /** What is inside moves with the line that the collection begins on, so it has no level of its own. */
  #flow(flow: CST.FlowCollection, level: number | undefined, floor: number): void {
    this.#leaf(flow.start, level, floor);
    for (const item of flow.items) {
      this.#each(item.start, undefined, floor);
      this.#inFlow(item.key, floor);
      this.#each(item.sep, undefined, floor);
      this.#inFlow(item.value, floor);
    }
    for (const token of flow.end) this.#leaf(token, token.type === "comment" ? level : undefined, floor);
  }

  #inFlow(token: CST.Token | null | undefined, floor: number): void {
    if (!token) return;
    if (token.type === "flow-collection") this.#flow(token, undefined, floor);
    else {
      this.#leaf(token, undefined, floor);
      if ("end" in token) this.#each(token.end, undefined, floor);
    }
  }

  #block(block: CST.BlockScalar, parent: number): void {
    this.#each(block.props as readonly CST.SourceToken[], parent + step); // an anchor, a tag, the header, a comment
    const header = block.props.find(({ type }) => type === "block-scalar-header");
    const keep = header && "source" in header && header.source.includes("+");
    const text = keep ? block.source.replace(/\n$/, "") : block.source.replace(/\n[\n ]*$/, "");
    const fixed = header && "source" in header && /\d/.test(header.source);
    if (text !== "" || keep) {
      const fixedFrom = fixed ? { fixedFrom: block.indent } : {};
      const own = {
        type: block.type,
        text,
        column: 0,
        newlines: 1,
        space: "",
        floor: Math.max(parent + step, 0),
      };
      this.leaves.push({ ...own, ...fixedFrom });
    }
    this.#newlines = Math.max(1, block.source.slice(text.length).split("\n").length - 1);
    this.#space = "";
  }

  #leaf(token: CST.Token, level: number | undefined, floor: number): void {
    const text = "source" in token ? token.source : "";
    if (token.type === "newline") {
      this.#newlines++;
      this.#space = "";
    } else if (token.type === "space") this.#space += text;
    else if (text !== "" && token.type !== "byte-order-mark") {
      this.leaves.push({
        type: token.type,
        text,
        column: token.offset - (this.#source.lastIndexOf("\n", token.offset - 1) + 1),
        newlines: this.#newlines,
        space: this.#space,
        floor: Math.max(floor, 0),
        ...(level === undefined ? {} : { level: Math.max(level, 0) }),
      });
      this.#newlines = 0;
      this.#space = "";
    }
  }
}
