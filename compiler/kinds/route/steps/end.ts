import { text } from "../../vocabulary.ts";
import type { StepKind } from "./kind.ts";

/** Ends the run, with a word for how it ended. */
export const endStep: StepKind = {
  name: "end",
  takes: [],
  properties: {
    end: text("How the run ended, in a word: `refused`. A run that comes to the end of its steps is `done`."),
  },
  prepare(step, scope) {
    if (scope.region.of !== "route")
      scope.report(
        "WB2309",
        scope.document.keySpan(step, "end"),
        `\`end\` would end the whole run, so it cannot stand in \`${scope.region.of}\`.`,
        scope.path,
        {
          help:
            scope.region.of === "each"
              ? "Put what is not to be done for an item into a `choose`, or use `fail`."
              : "End the run after the `parallel`, or use `fail`, which its `onFailure` takes.",
        },
      );
    return { statements: [], ends: true, lower: () => ({ outcome: step.end ?? "done" }) };
  },
};
