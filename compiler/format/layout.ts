import { gap } from "./gap.ts";
import type { Leaf } from "./leaf.ts";
import { indentBlock, shiftLines } from "./lines.ts";

/** Leaves with the white space of the canonical form: as many lines as the source has, at most one blank line in a row. */
export function layOut(leaves: readonly Leaf[]): string {
  const layout = new Layout(leaves);
  for (let at = 0; at < leaves.length; at++) layout.put(at);
  return layout.text === "" ? "" : `${layout.text}\n`;
}

interface Column {
  readonly old: number;
  readonly now: number;
}

class Layout {
  text = "";
  readonly #leaves: readonly Leaf[];
  /** The block collections that are open, by the column they had, outermost first. */
  #open: Column[] = [];
  /** How far the current line has moved. */
  #moved = 0;

  constructor(leaves: readonly Leaf[]) {
    this.#leaves = leaves;
  }

  put(at: number): void {
    const leaf = this.#leaves[at];
    if (!leaf) return;
    const before = this.#leaves[at - 1];
    if (leaf.type === "block-scalar") {
      this.text += `\n${indentBlock(leaf.text, leaf.floor, this.#fixedShift(leaf))}`;
      return;
    }
    if (before && leaf.newlines === 0) this.text += gap(before, leaf);
    else this.#beginLine(at, leaf, before === undefined);
    if (leaf.type === "doc-start" || leaf.type === "doc-end") this.#open = [];
    else if (leaf.level !== undefined && leaf.type !== "comment" && opensColumn(leaf, before))
      this.#opened({ old: leaf.column, now: leaf.level });
    this.text += shiftLines(leaf.text, this.#moved, leaf.floor);
  }

  #beginLine(at: number, leaf: Leaf, first: boolean): void {
    if (!first) this.text += "\n".repeat(Math.min(leaf.newlines, 2));
    const column =
      leaf.level === undefined
        ? Math.max(leaf.column + this.#moved, leaf.floor)
        : leaf.type === "comment"
          ? this.#commentColumn(at, leaf)
          : leaf.level;
    this.text += " ".repeat(column);
    // Inside a flow collection each line moves as its first one did.
    if (leaf.level !== undefined) this.#moved = column - leaf.column;
  }

  /** A comment stands with what follows it if it did so before, else with the collection it was in. */
  #commentColumn(at: number, { column }: Leaf): number {
    const next = this.#leaves.slice(at + 1).find(({ type }) => type !== "comment");
    if (next?.level !== undefined && next.column === column) return next.level;
    const within = this.#open.findLast(({ old }) => old <= column);
    return within?.now ?? 0;
  }

  #opened(column: Column): void {
    this.#open = [...this.#open.filter(({ old }) => old < column.old), column];
  }

  #fixedShift({ fixedFrom }: Leaf): number | undefined {
    if (fixedFrom === undefined) return undefined;
    const parent = this.#open.findLast(({ old }) => old <= fixedFrom);
    return parent ? parent.now - parent.old : 0;
  }
}

/** First on its line, or first in a collection that begins on its parent's line (`- name: x`). */
function opensColumn(leaf: Leaf, before: Leaf | undefined): boolean {
  return !before || leaf.newlines > 0 || before.type === "seq-item-ind" || before.type === "explicit-key-ind";
}
