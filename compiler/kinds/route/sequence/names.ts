import type { Span } from "../../../source/source.ts";
import { isLibraryFunction, isWord } from "../../../values/names.ts";
import type { Names, StepScope } from "./scope.ts";

/** What a route's expressions see beside its steps. */
const own: Readonly<Record<string, string>> = {
  message: "what started the route",
  input: "what an operation is given",
  source: "what a mapping is made from",
  failure: "what went wrong, in a branch of `onFailure`",
};

/** Gives a step its name, where it is free. */
export function takeStepName(name: string, span: Span, names: Names, scope: StepScope): void {
  const by = isLibraryFunction(name) ? "a function of the standard library" : own[name];
  takeName(name, span, by, names, scope);
}

/** Gives an item or its index its name. It may hide a library function: it is seen in one `each` only. */
export function takeItemName(name: string, span: Span, names: Names, scope: StepScope): void {
  takeName(name, span, own[name], names, scope);
}

function takeName(name: string, span: Span, taken: string | undefined, names: Names, scope: StepScope): void {
  const by = isWord(name) ? "a word of the expression language" : taken;
  const first = names.get(name);
  if (by !== undefined)
    scope.report("WB2305", span, `Nothing can be called \`${name}\` here: that is ${by}.`, scope.path, {
      help: `Choose another name, such as \`the${name.charAt(0).toUpperCase()}${name.slice(1)}\`.`,
    });
  else if (first)
    scope.report("WB2304", span, `There are two steps or items called \`${name}\`.`, scope.path, {
      help: "Give each a name of its own: expressions and the trace tell them apart by it.",
      related: [{ message: "The first one is here.", span: first }],
    });
  else names.set(name, span);
}
