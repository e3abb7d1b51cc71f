import { flowsOf, type Give } from "../../../../analysis/flow/index.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../rule.ts";

/**
 * A case whose value the target has too, but that becomes another one, so that the target's never arises: `refunded: captured`,
 * where the target knows `refunded`. That a target has values which this source never gives is no mistake by itself.
 */
export const counterpartPassedOver: Rule = {
  name: "counterpart-passed-over",
  codes: ["WB2218"],
  check(model, reporter) {
    for (const { gives } of flowsOf(model)) for (const give of gives) judge(give, reporter);
  },
};

function judge({ to, match }: Give, reporter: Reporter): void {
  if (!match || to.shape.kind !== "text" || !to.shape.values) return;
  // A case that is computed may give any of them.
  if (match.cases.some(({ gives }) => gives === undefined)) return;
  const given = new Set(match.cases.map(({ gives }) => gives));
  for (const { key, gives, node } of match.cases) {
    const same = to.shape.values.find((value) => plainly(value) === plainly(key));
    if (same === undefined || same === gives || given.has(same)) continue;
    reporter.report(
      "WB2218",
      node.span,
      `\`${key}\` becomes \`${gives}\`, although ${label(to)} has \`${same}\`, which now never arises.`,
      {
        help: `Write \`${key}: ${same}\`, unless the two mean different things here.`,
        ...(to.declared.span && { related: [{ message: "The target's values.", span: to.declared.span }] }),
      },
    );
  }
}

function label({ schema, path }: Give["to"]): string {
  return `field \`${path}\` of \`${schema.label}\``;
}

/** As a person reads it: `PARTIALLY_REFUNDED` is `partiallyRefunded`. */
function plainly(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
}
