import { text } from "../../vocabulary.ts";
import type { StepKind } from "./kind.ts";

/** Ends the run, with a word for how it ended. */
export const endStep: StepKind = {
  name: "end",
  takes: [],
  nameless: true,
  properties: {
    end: text("How the run ended, in a word: `refused`. A run that comes to the end of its steps is `done`."),
  },
  prepare(step, scope) {
    if (scope.inEach)
      scope.report(
        "WB2309",
        scope.document.keySpan(step, "end"),
        "`end` would end the whole run, so it cannot stand in `each`.",
        scope.path,
        {
          help: "Put what is not to be done for an item into a `choose`, or use `fail`.",
        },
      );
    return { statements: [], ends: true, lower: () => ({ outcome: step.end ?? "done" }) };
  },
};
