import { flowsOf } from "../../../../analysis/flow/index.ts";
import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import type { Rule } from "../../rule.ts";
import { mayBe, placesOf } from "./places-of.ts";

/** A calendar date where a point in time is wanted. */
export const dateReadAsInstant: Rule = {
  name: "date-read-as-instant",
  codes: ["WB2223"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "date-as-instant")
          reporter.report("WB2223", span, message, help === undefined ? {} : { help });
    for (const part of partsOf(model)) {
      const { shape, value } = part;
      if (shape.kind !== "text" || shape.format !== "date-time" || !mayBe(value, "date")) continue;
      reporter.report(
        "WB2223",
        part.give.node.span,
        `${valueLabel(part)} is a calendar date, ${partLabel(part)} is a point in time.`,
        {
          help: 'Say where its day begins: `text(startOfDay(…, "Europe/Amsterdam"))`.',
          ...placesOf(part, model),
        },
      );
    }
  },
};
