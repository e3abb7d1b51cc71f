import { flowsOf } from "../../../../analysis/flow/index.ts";
import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import { amountOf, placesOf as decimalPlacesOf, isAmount } from "../../../../analysis/flow/shapes.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/** An amount with more decimal places than its target takes (`multipleOf`), and nothing that says how it is rounded. */
export const decimalPlacesLost: Rule = {
  name: "decimal-places-lost",
  codes: ["WB2220"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "places-lost")
          reporter.report("WB2220", span, message, help === undefined ? {} : { help });
    for (const part of partsOf(model)) {
      const { shape, value, give } = part;
      if (!isAmount(shape) || value.shape.kind === "any") continue;
      const [places, wanted] = [decimalPlacesOf(amountOf(value.shape)), decimalPlacesOf(shape)];
      if (places === undefined || wanted === undefined || places <= wanted) continue;
      // A fraction for a whole number is a wrong type, and told as one.
      if (shape.kind === "integer" && value.shape.kind !== "integer") continue;
      const text = give.node.type === "scalar" ? give.node.text.slice(1).trim() : "…";
      reporter.report(
        "WB2220",
        give.node.span,
        `${valueLabel(part)} may have ${places} decimal places, ${partLabel(part)} takes ${wanted === 0 ? "none" : wanted}.`,
        {
          help: part.whole
            ? `Say how it is rounded: \`=round(${text}, ${wanted}, "halfUp")\`.`
            : "Give it field by field, and say there how it is rounded.",
          ...placesOf(part, model),
        },
      );
    }
  },
};
