import { flowsOf } from "../../../../analysis/flow/index.ts";
import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/** Quantities of two units (`x-unit`) that are added, compared, or put into one another's place. A factor makes another unit. */
export const unitMismatch: Rule = {
  name: "unit-mismatch",
  codes: ["WB2222"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "unit") reporter.report("WB2222", span, message, help === undefined ? {} : { help });
    for (const part of partsOf(model)) {
      const { unit } = part.value.shape;
      const wanted = part.shape.unit;
      if (unit === undefined || wanted === undefined || unit === wanted) continue;
      reporter.report(
        "WB2222",
        part.give.node.span,
        `${valueLabel(part)} is in ${unit}, ${partLabel(part)} in ${wanted}.`,
        {
          help: `Convert it: \`multiply(…, "…")\` by how many ${wanted} one ${unit} has.`,
          ...placesOf(part, model),
        },
      );
    }
  },
};
