import type { CST } from "yaml";

/** A piece of YAML text that is printed as it stands; only the white space around it is the formatter's. */
export interface Leaf {
  readonly type: CST.Token["type"];
  readonly text: string;
  /** Where it stands in the source, counted from 0. */
  readonly column: number;
  /** Line breaks and blanks before it in the source. */
  readonly newlines: number;
  readonly space: string;
  /** The column it gets where it is first on its line; undefined inside a flow collection, which moves as a whole. */
  readonly level?: number;
  /** The least column of a line that goes on with it: deeper than the block collection around it. */
  readonly floor: number;
  /** Of a block scalar's lines: how deep its parent is in the source, where its header fixes the depth by a number. */
  readonly fixedFrom?: number;
}
