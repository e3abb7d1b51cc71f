import { type Part, partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import { longest } from "../../../../analysis/flow/shapes.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { cut } from "./cut.ts";
import { placesOf } from "./places-of.ts";

/**
 * Text that may be longer than its target has room for. Only where something says how long it may be (`maxLength`, an `enum`, a
 * pattern, a template, a cut that comes too late); of one that nothing limits `unlimited-into-limited` tells.
 */
export const textLongerThanTarget: Rule = {
  name: "text-longer-than-target",
  codes: ["WB2210"],
  check(model, reporter) {
    for (const part of partsOf(model)) reportLonger(part, reporter, model);
  },
};

function reportLonger(part: Part, reporter: Reporter, model: Parameters<Rule["check"]>[0]): void {
  const { shape, value, give } = part;
  if (shape.kind !== "text" || shape.maxLength === undefined || value.shape.kind !== "text") return;
  const length = longest(value.shape);
  if (length === undefined || length <= shape.maxLength) return;
  const fix = cut(part, shape.maxLength);
  reporter.report(
    "WB2210",
    give.node.span,
    `${capital(valueLabel(part))} may have ${length} characters, ${partLabel(part)} has room for ${shape.maxLength}.`,
    {
      help: fix
        ? `If it may be cut, say so: \`${fix.text}\`.`
        : `Give it field by field, and say there whether it may be cut: \`truncate(…, ${shape.maxLength})\`.`,
      ...(fix && { fix: fix.fix }),
      ...placesOf(part, model),
    },
  );
}

function capital(text: string): string {
  return text.startsWith("an item") ? `A${text.slice(1)}` : text;
}
