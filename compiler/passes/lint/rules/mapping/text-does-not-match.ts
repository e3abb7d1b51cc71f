import { partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import { wantsLetter } from "../../../../analysis/flow/shapes.ts";
import { readText } from "../../../../values/constant-text.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/**
 * A text written in an expression that its target never takes: `source.country ?? "unknown"` into a country's two letters; or a text
 * made lower case for a field that wants upper case.
 */
export const textDoesNotMatch: Rule = {
  name: "text-does-not-match",
  codes: ["WB2226"],
  check(model, reporter) {
    for (const part of partsOf(model)) {
      const { shape, value, give } = part;
      if (
        shape.kind === "text" &&
        value.shape.kind === "text" &&
        inOtherCase(value.shape.format, shape.pattern)
      )
        reporter.report(
          "WB2226",
          give.node.span,
          `${valueLabel(part)} has no ${value.shape.format === "lower-case" ? "upper-case" : "lower-case"} letter, and ${partLabel(part)} wants one: \`${shape.pattern}\`.`,
          placesOf(part, model),
        );
      // Length and enum have diagnostics of their own.
      if (shape.kind !== "text" || shape.values || value.shape.kind !== "text" || value.origins.length > 0)
        continue;
      const { maxLength: _maxLength, ...rest } = shape;
      for (const text of value.shape.values ?? []) {
        const read = readText(text, rest);
        if (read.is !== "wrong") continue;
        reporter.report("WB2226", give.node.span, `${read.problem}, for ${partLabel(part)}.`, {
          ...(read.help !== undefined && { help: read.help }),
          ...(shape.span && { related: [{ message: "The schema says it here.", span: shape.span }] }),
        });
      }
    }
  },
};

function inOtherCase(format: string | undefined, pattern: string | undefined): boolean {
  if (pattern === undefined) return false;
  return (
    (format === "lower-case" && wantsLetter(pattern, "A-Z")) ||
    (format === "upper-case" && wantsLetter(pattern, "a-z"))
  );
}
