import { type Part, partLabel, partsOf } from "../../../../analysis/flow/parts.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/** A list that may have fewer items than its target wants: its source promises none, `?? []` stands in, or a filter leaves none. */
export const emptyListIntoRequired: Rule = {
  name: "empty-list-into-required",
  codes: ["WB2221"],
  check(model, reporter) {
    for (const part of partsOf(model)) {
      const { shape, value, give } = part;
      if (shape.kind !== "list" || value.shape.kind !== "list") continue;
      const [wanted, given] = [shape.minItems ?? 0, value.shape.minItems ?? 0];
      if (given >= wanted) continue;
      const may =
        given === 0 ? "may be empty" : `may have only ${given === 1 ? "one item" : `${given} items`}`;
      reporter.report(
        "WB2221",
        give.node.span,
        `${listLabel(part)} ${may}, ${partLabel(part)} has at least ${wanted === 1 ? "one item" : `${wanted} items`}.`,
        { help: help(part, wanted), ...placesOf(part, model, value.chosenBy) },
      );
    }
  },
};

function listLabel({ give }: Part): string {
  const text = give.node.type === "scalar" ? give.node.text.replace(/^=\s*/, "") : "the list";
  return `The list \`${text.replaceAll(/\s+/g, " ").slice(0, 60)}\``;
}

function help({ give }: Part, wanted: number): string {
  if (give.mayLeaveNone)
    return '`where` may leave out every item. Take them by `.filter(…)` and say what becomes of none: `each: =xs.some(x => …) ? xs.filter(x => …) : fail("…")`.';
  if (give.node.type === "scalar" && /\.filter\(|\bcompact\(|\.slice\(/.test(give.node.text))
    return 'Every item may be left out. Say what becomes of none: `xs.some(x => …) ? xs.filter(x => …) : fail("…")`.';
  const source = `If the sender never sends fewer, say so in its schema: \`minItems: ${wanted}\``;
  return `${source}. Otherwise say in the route with \`when\` what becomes of a message without any.`;
}
