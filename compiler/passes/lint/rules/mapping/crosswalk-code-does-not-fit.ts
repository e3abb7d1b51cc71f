import { flowsOf, type Give } from "../../../../analysis/flow/index.ts";
import { partLabel } from "../../../../analysis/flow/parts.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";
import { entryOf } from "../../../../source/node.ts";
import { readText } from "../../../../values/constant-text.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule } from "../../rule.ts";

/** A lookup whose table has codes that the target never takes: another column's, or ones that are too long. */
export const crosswalkCodeDoesNotFit: Rule = {
  name: "crosswalk-code-does-not-fit",
  codes: ["WB2231"],
  check(model, reporter) {
    for (const { gives } of flowsOf(model))
      for (const give of gives) if (give.crosswalk !== undefined) judge(give, model, reporter);
  },
};

function judge({ to, node, crosswalk }: Give, model: Model, reporter: Reporter): void {
  const table = model.crosswalks.get(crosswalk ?? "");
  const system = entryOf(node, "to")?.value;
  const { shape } = to;
  if (!table || system?.type !== "scalar" || shape.kind !== "text") return;
  const wrong = table.plan.rows.flatMap((row, index) => {
    const code = row[system.text];
    const read = code === undefined ? undefined : readText(code, shape);
    return read?.is === "wrong" ? [{ code: code ?? "", index, problem: read.problem }] : [];
  });
  const [first] = wrong;
  if (!first) return;
  const place = table.rowSpans[first.index];
  reporter.report(
    "WB2231",
    system.span,
    `Crosswalk "${table.plan.name}" calls ${listed(wrong.map(({ code }) => code))} what ${partLabel(to)} never takes. ${first.problem}.`,
    {
      help: `Look up the right column, of ${listed(Object.keys(table.document.spec.systems))}, or mend the rows.`,
      ...(place && { related: [{ message: "The first of these rows.", span: place }] }),
    },
  );
}
