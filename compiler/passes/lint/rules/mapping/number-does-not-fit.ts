import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import { amountOf, highest, isAmount, lowest } from "../../../../analysis/flow/shapes.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/** A number whose own range is known and reaches beyond that of its target. */
export const numberDoesNotFit: Rule = {
  name: "number-does-not-fit",
  codes: ["WB2219"],
  check(model, reporter) {
    for (const part of partsOf(model)) {
      const { shape, value } = part;
      if (!isAmount(shape) || value.shape.kind === "any") continue;
      const [low, high] = [lowest(amountOf(value.shape)), highest(amountOf(value.shape))];
      const [least, most] = [lowest(shape), highest(shape)];
      const above = most !== undefined && [low, high].some((end) => end !== undefined && end > most);
      const below = least !== undefined && [low, high].some((end) => end !== undefined && end < least);
      if (!above && !below) continue;
      const says = above ? `as much as ${high ?? low}` : `as little as ${low ?? high}`;
      const wants = above ? `at most ${most}` : `at least ${least}`;
      reporter.report(
        "WB2219",
        part.give.node.span,
        `${valueLabel(part)} may be ${says}, ${partLabel(part)} is ${wants}.`,
        {
          help: above
            ? `Give the target more room, or say what counts then: \`… > ${most} ? fail("…") : …\`.`
            : `Give the target more room, or count from ${least}: an index begins at 0.`,
          ...placesOf(part, model),
        },
      );
    }
  },
};
