import type { Span } from "../../../source/source.ts";
import { takenBy } from "../../../values/names.ts";
import type { Names, StepScope } from "./scope.ts";

/** What a route's expressions see beside its steps. */
const own: Readonly<Record<string, string>> = {
  message: "what started the route",
  input: "what an operation is given",
  source: "what a mapping is made from",
  failure: "what went wrong, in a branch of `onFailure`",
};

/** Gives a step or an item its name, where it is free. */
export function takeName(name: string, span: Span, names: Names, scope: StepScope): void {
  const by = own[name] ?? takenBy(name);
  const first = names.get(name);
  if (by !== undefined)
    scope.report("WB2305", span, `A step cannot be called \`${name}\`: that is ${by}.`, scope.path, {
      help: `Choose another name, such as \`${name}Step\`.`,
    });
  else if (first)
    scope.report("WB2304", span, `There are two steps or items called \`${name}\`.`, scope.path, {
      help: "Give each a name of its own: expressions and the trace tell them apart by it.",
      related: [{ message: "The first one is here.", span: first }],
    });
  else names.set(name, span);
}
