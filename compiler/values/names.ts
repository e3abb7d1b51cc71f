import { libraryFunctions } from "../expressions/library.generated.ts";

/** TypeScript's own words (ECMAScript, section 12.7.2, in a strict module), which no expression can use as a name. */
const words = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield NaN Infinity"
  ).split(" "),
);

const library = new Set(libraryFunctions.map(({ name }) => name));

/** Why an expression could not say this name and mean what it was given to; undefined where it can. */
export function takenBy(name: string): string | undefined {
  if (words.has(name)) return "a word of the expression language";
  return library.has(name) ? "a function of the standard library" : undefined;
}
