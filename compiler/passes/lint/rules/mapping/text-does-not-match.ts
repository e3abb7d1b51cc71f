import { partLabel, partsOf } from "../../../../analysis/flow/parts.ts";
import { readText } from "../../../../values/constant-text.ts";
import type { Rule } from "../../rule.ts";

/** A text written in an expression that its target never takes: `source.country ?? "unknown"` into a country's two letters. */
export const textDoesNotMatch: Rule = {
  name: "text-does-not-match",
  codes: ["WB2226"],
  check(model, reporter) {
    for (const part of partsOf(model)) {
      const { shape, value, give } = part;
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
