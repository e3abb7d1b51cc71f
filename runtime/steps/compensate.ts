import type { RouteRun, Step } from "../contract/route-run.ts";
import type { StepKit } from "./kit.ts";

/** Before the name of the step that is undone. */
export const undoingPrefix = "compensate:";

/** Remembers how a step is undone, once it is done. What undoes it is recorded under `compensate:` and the step's name. */
export function compensable(kit: StepKit, undoing: () => RouteRun): RouteRun["compensable"] {
  return async <T>(
    step: string,
    done: Promise<T>,
    undo: (run: RouteRun, result: T) => Promise<unknown>,
  ): Promise<T> => {
    const result = await done;
    if (kit.prefix.startsWith(undoingPrefix)) return result; // What undoes is not undone.
    const name = `${kit.prefix}${step}`;
    kit.undoable.add(name);
    kit.context.compensation(name, async () => {
      await undo(undoing(), result);
    });
    return result;
  };
}

/** A route undoes what is its own: one that runs inside another leaves its caller's steps alone. */
export function compensate(kit: StepKit): RouteRun["compensate"] {
  return (_step: Step, what: "all" | readonly string[]) =>
    kit.context.compensate(what === "all" && kit.prefix === "" ? "all" : named(kit, what));
}

function named({ prefix, undoable }: StepKit, what: "all" | readonly string[]): readonly string[] {
  return [...undoable].filter((name) => {
    if (!name.startsWith(prefix)) return false;
    // What is behind a slash is another route's, what is before a dot the number of an item: names are unique in a route.
    const own = name.slice(prefix.length);
    return what === "all" || (!own.includes("/") && what.includes(own.slice(own.lastIndexOf(".") + 1)));
  });
}
