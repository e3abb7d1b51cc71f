import * as harrow from "./harrow.mistakes.ts";
import * as lindqvist from "./lindqvist.mistakes.ts";
import * as solvang from "./solvang.mistakes.ts";

/** The file, what stands there, what is written instead, and all that is told of it: code, line, and the file where it is another one. */
export type Mistake = readonly [file: string, right: string, wrong: string, ...told: string[]];

/** Another way to say it that is right too. */
export type Variant = readonly [file: string, was: string, is: string];

/** A mistake that is not told, and that a reader of the specs would have to know the trade to see. */
export type Unfound = readonly [file: string, right: string, wrong: string];

/** Several mistakes in one file, and all that is told of them. */
export type Several = readonly [
  file: string,
  edits: readonly (readonly [right: string, wrong: string])[],
  ...told: string[],
];

/** Estates of vendors that no rule was written for, each a folder beside this; notices are not counted. */
export const estates: readonly {
  readonly name: string;
  readonly mistakes: readonly Mistake[];
  readonly variants: readonly Variant[];
  readonly several: readonly Several[];
  readonly unfound: readonly Unfound[];
}[] = [
  { name: "harrow", several: [], unfound: [], ...harrow },
  { name: "lindqvist", variants: [], several: [], unfound: [], ...lindqvist },
  { name: "solvang", ...solvang },
];
