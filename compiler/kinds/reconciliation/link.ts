import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import type { LinkContext } from "../kind.ts";
import { namesIn } from "../route/used-names.ts";
import { type ReconciliationSpec, type SideSpec, sides } from "./spec.ts";

export function linkReconciliations(
  documents: readonly SpecDocument[],
  context: LinkContext,
): Partial<Model> {
  const reconciliations = new Map<string, SpecDocument<ReconciliationSpec>>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<ReconciliationSpec>[]) {
    reconciliations.set(document.metadata.name, document);
    for (const side of sides) linkSide(document, document.spec[side], context);
    checkWindow(document, context);
    checkSame(document, context);
    linkTotal(document, context);
  }
  return { reconciliations };
}

function linkSide(
  document: SpecDocument<ReconciliationSpec>,
  side: SideSpec,
  { names, reporter }: LinkContext,
): void {
  names.find("Contract", side.of, document.spanOf(side, "of"));
  for (const key of ["key", "amount"] as const) {
    // An expression that says nothing of the item gives every item the same.
    if (namesIn(side[key]).includes("item")) continue;
    reporter.report(
      "WB3902",
      document.spanOf(side, key),
      `\`${key}\` says nothing of \`item\`: it would be the same for every \`${side.of}\`.`,
      { help: `Read it from the item: \`=item.…\`, a field of \`${side.of}\`.` },
    );
  }
}

function checkWindow(document: SpecDocument<ReconciliationSpec>, { reporter }: LinkContext): void {
  const { spec } = document;
  for (const [owner, key, text] of [
    [spec, "window", spec.window],
    [spec.breaks, "within", spec.breaks.within],
  ] as const) {
    if (text === undefined || parseDuration(text) > 0) continue;
    reporter.report("WB3904", document.spanOf(owner, key), `\`${key}\` is no time at all.`, {
      help:
        key === "window"
          ? "The two sides are never told at the same moment: say how long one may wait for the other, such as `1d`."
          : "Say how soon a break is to be looked after, such as `2d`, or leave it out.",
    });
  }
}

/** A side compared with itself always agrees. */
function checkSame(document: SpecDocument<ReconciliationSpec>, { reporter }: LinkContext): void {
  const { left, right } = document.spec;
  if (left.of !== right.of || left.where !== right.where) return;
  reporter.report(
    "WB3901",
    document.spanOf(right, "of"),
    `Both sides are the same events, \`${left.of}\`: they agree whatever was posted.`,
    {
      help: "Name the event of the other system, or tell the sides apart by `where`.",
      related: [{ message: "The left side is here.", span: document.spanOf(left, "of") }],
    },
  );
}

function linkTotal(document: SpecDocument<ReconciliationSpec>, { names, reporter }: LinkContext): void {
  const { total } = document.spec;
  if (!total) return;
  const said = sides.filter((side) => total[side] !== undefined);
  for (const side of said) names.find("Contract", total[side] ?? "", document.spanOf(total, side));
  if (said.length === 1) return;
  reporter.report(
    "WB3904",
    document.spanOf(total),
    said.length === 0
      ? "It is not said which event carries the control total."
      : "A control total belongs to one side, and this one has two.",
    { help: "Say `left: …` or `right: …`, the event that says what that side's items come to." },
  );
}
