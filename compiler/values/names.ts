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

/** No expression can say this name: the language itself says something else by it. */
export function isWord(name: string): boolean {
  return words.has(name);
}

/** Whoever takes this name hides a function of the standard library. */
export function isLibraryFunction(name: string): boolean {
  return library.has(name);
}
