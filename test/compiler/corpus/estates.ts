import * as harrow from "./harrow.mistakes.ts";
import * as lindqvist from "./lindqvist.mistakes.ts";

/** The file, what stands there, what is written instead, and all that is told of it: code, line, and the file where it is another one. */
export type Mistake = readonly [file: string, right: string, wrong: string, ...told: string[]];

/** Another way to say it that is right too. */
export type Variant = readonly [file: string, was: string, is: string];

/** Estates of vendors that no rule was written for, each a folder beside this; notices are not counted. */
export const estates: readonly {
  readonly name: string;
  readonly mistakes: readonly Mistake[];
  readonly variants: readonly Variant[];
}[] = [
  { name: "harrow", ...harrow },
  { name: "lindqvist", variants: [], ...lindqvist },
];
