import { flowsOf } from "../../../../analysis/flow/index.ts";
import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import type { Rule } from "../../rule.ts";
import { mayBe, placesOf } from "./places-of.ts";

/** A point in time of which only the date or the local time is kept, without saying whose clock is meant. */
export const zoneDropped: Rule = {
  name: "zone-dropped",
  codes: ["WB2224"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "zone-dropped")
          reporter.report("WB2224", span, message, help === undefined ? {} : { help });
    for (const part of partsOf(model)) {
      const { shape, value, give } = part;
      if (shape.kind !== "text" || shape.format !== "date" || !mayBe(value, "date-time")) continue;
      const text = give.node.type === "scalar" && part.whole ? give.node.text.slice(1).trim() : "…";
      reporter.report(
        "WB2224",
        give.node.span,
        `${valueLabel(part)} is a point in time, ${partLabel(part)} a calendar date: which one it is depends on the zone.`,
        {
          help: `Say whose clock is meant: \`=dateIn(instant(${text}), "Europe/Amsterdam")\`.`,
          ...placesOf(part, model),
        },
      );
    }
  },
};
